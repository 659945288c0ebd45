// Starts `apiproof lsp` and shows how it is doing. Everything about pages is the server's.

import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { OLDEST, ask, find, isRecent } from "./program";

const NAME = "apiproof";
/** The settings that the server knows; the others are the extension's own. */
const SETTINGS = ["level", "select", "ignore", "schemas", "config", "isolated", "workspace"];
/** What counts when the server starts. */
const AT_START = ["path", "enable", "workspace"];

let client: LanguageClient | undefined;
let output: vscode.LogOutputChannel;
let status: vscode.StatusBarItem;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel(NAME, { log: true });
  status = vscode.window.createStatusBarItem("apiproof.status", vscode.StatusBarAlignment.Right);
  status.name = NAME;
  status.command = "apiproof.showOutput";
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand("apiproof.restart", restart),
    vscode.commands.registerCommand("apiproof.showOutput", () => output.show()),
    vscode.commands.registerCommand("apiproof.fixAll", fixAll),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (AT_START.some((name) => change.affectsConfiguration(`${NAME}.${name}`))) {
        await restart();
      } else if (change.affectsConfiguration(NAME)) {
        await client?.sendNotification("workspace/didChangeConfiguration", { settings: { [NAME]: settings() } });
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(NAME);
  if (!configuration.get("enable", true)) {
    status.hide();
    return;
  }
  const setting = configuration.get("path", "");
  const program = await find(setting);
  if (program === undefined) {
    await missing(setting);
    return;
  }
  const version = await ask(program);
  if (version === undefined || !isRecent(version)) {
    show("error", `${program} is ${version ?? "not apiproof"}; version ${OLDEST} or newer is needed`);
    return;
  }
  output.info(`${program}, version ${version}`);
  await launch(program, version);
}

async function launch(program: string, version: string): Promise<void> {
  const server: ServerOptions = { command: program, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "file", language: "mdx" },
      // What pages depend on counts before it is saved.
      { scheme: "file", pattern: "**/apiproof.toml" },
      { scheme: "file", pattern: "**/*.{json,yaml,yml,csdl,edmx,xml}" },
    ],
    initializationOptions: settings(),
    outputChannel: output,
  };
  client = new LanguageClient(NAME, NAME, server, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) {
      show("ready", `apiproof ${version}`);
    } else if (newState === State.Stopped) {
      show("error", "the server has stopped");
    }
  });
  try {
    await client.start();
  } catch (error) {
    show("error", `the server did not start: ${String(error)}`);
  }
}

/** What the server is told of the settings: only what somebody set. */
function settings(): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration(NAME);
  const given = SETTINGS.map((name) => [name, configuration.get(name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined && value !== ""));
}

function show(state: "ready" | "error", text: string): void {
  status.text = state === "ready" ? "$(check) apiproof" : "$(warning) apiproof";
  status.tooltip = text;
  status.show();
  if (state === "error") {
    output.error(text);
  }
}

async function missing(setting: string): Promise<void> {
  const where = setting === "" ? "apiproof was not found" : `${setting} is not a program`;
  show("error", where);
  const choice = await vscode.window.showWarningMessage(
    `${where}. Install it with \`pip install apiproof\`, \`npm install --global apiproof\` or \`cargo install apiproof\`.`,
    "Set the path",
    "Try again",
  );
  if (choice === "Set the path") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "apiproof.path");
  } else if (choice === "Try again") {
    await restart();
  }
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", {
    kind: "source.fixAll.apiproof",
    apply: "first",
  });
}
