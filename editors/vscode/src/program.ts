// Where the program is, and whether it can be used. Knows nothing of the editor, so that it can be tested alone.

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

/** The oldest version that has `apiproof lsp`. */
export const OLDEST = "0.1.0";

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  home: string;
  platform: NodeJS.Platform;
  /** Whether a file is there and can be run. */
  isProgram(file: string): Promise<boolean>;
}

export const machine: Surroundings = {
  env: process.env,
  home: os.homedir(),
  platform: process.platform,
  isProgram: (file) =>
    access(file, constants.X_OK).then(
      () => true,
      () => false,
    ),
};

/** The files that may be the program, the likeliest first. A path from the settings is the only one. */
export function candidates(setting: string, around: Surroundings): string[] {
  const { home } = around;
  if (setting !== "") {
    return [setting.startsWith("~/") ? path.join(home, setting.slice(2)) : setting];
  }
  const name = around.platform === "win32" ? "apiproof.exe" : "apiproof";
  const separator = around.platform === "win32" ? ";" : ":";
  // An entry that is not absolute would be looked up in the folder that is open, which may be anybody's.
  const listed = (around.env["PATH"] ?? "").split(separator).filter((folder) => path.isAbsolute(folder));
  const usual = [
    path.join(home, ".cargo", "bin"),
    path.join(home, ".local", "bin"),
    "/opt/homebrew/bin",
    "/usr/local/bin",
  ];
  return [...new Set([...listed, ...usual])].map((folder) => path.join(folder, name));
}

/** The program, or nothing if it is not installed. */
export async function find(setting: string, around: Surroundings = machine): Promise<string | undefined> {
  for (const file of candidates(setting, around)) {
    if (await around.isProgram(file)) {
      return file;
    }
  }
  return undefined;
}

/** The version that `apiproof --version` prints. */
export function versionOf(printed: string): string | undefined {
  return /^apiproof (\d+\.\d+\.\d+)/.exec(printed)?.[1];
}

/** Whether a version can be used. */
export function isRecent(version: string, oldest: string = OLDEST): boolean {
  const numbers = (text: string) => text.split(".").map(Number);
  const [own, least] = [numbers(version), numbers(oldest)];
  for (let at = 0; at < least.length; at += 1) {
    const difference = (own[at] ?? 0) - (least[at] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

/** Asks the program for its version; no shell is involved. */
export function ask(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, ["--version"], { timeout: 5000 }, (error, stdout) => {
      resolve(error ? undefined : versionOf(stdout));
    });
  });
}
