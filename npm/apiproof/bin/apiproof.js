#!/usr/bin/env node
// Runs the program of this platform's package. Nothing is downloaded and nothing runs at installation.
"use strict";

const { spawnSync } = require("node:child_process");

function program() {
  if (process.env.APIPROOF_BINARY) return process.env.APIPROOF_BINARY;
  const name = `@apiproof/${process.platform}-${process.arch}`;
  const file = process.platform === "win32" ? "apiproof.exe" : "apiproof";
  try {
    return require.resolve(`${name}/${file}`);
  } catch {
    console.error(
      `error: the package ${name} is not installed. Either there is none for this platform, or optional dependencies ` +
        "were left out: install without --omit=optional, or set APIPROOF_BINARY.",
    );
    process.exit(2);
  }
}

const result = spawnSync(program(), process.argv.slice(2), { stdio: "inherit", windowsHide: true });
if (result.error) {
  console.error(`error: ${result.error.message}`);
  process.exit(2);
}
// A program that was killed by a signal has no exit code.
process.exit(result.status ?? 2);
