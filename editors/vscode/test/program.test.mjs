// The search for the program, with surroundings of our own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { candidates, find, isRecent, versionOf } from "../dist/test/program.mjs";

const around = (env, programs = [], platform = "linux") => ({
  env,
  home: "/home/ann",
  platform,
  isProgram: async (file) => programs.includes(file),
});

test("a path from the settings is the only candidate", () => {
  assert.deepEqual(candidates("/opt/apiproof", around({ PATH: "/usr/bin" })), ["/opt/apiproof"]);
});

test("a path from the settings may begin at home", () => {
  assert.deepEqual(candidates("~/bin/apiproof", around({})), ["/home/ann/bin/apiproof"]);
});

test("the path of the system comes before the usual folders", async () => {
  const programs = ["/usr/bin/apiproof", "/home/ann/.cargo/bin/apiproof"];
  assert.equal(await find("", around({ PATH: "/usr/bin" }, programs)), "/usr/bin/apiproof");
});

test("what cargo installed is found without a path", async () => {
  const program = "/home/ann/.cargo/bin/apiproof";
  assert.equal(await find("", around({}, [program])), program);
});

test("a folder of the path that is not absolute is not searched", () => {
  const found = candidates("", around({ PATH: "node_modules/.bin:.:/usr/bin" }));
  assert.ok(found.every((file) => file.startsWith("/")), found.join(" "));
});

test("a program that is not there is not found", async () => {
  assert.equal(await find("", around({ PATH: "/usr/bin" })), undefined);
});

test("a version is read from what the program prints", () => {
  assert.equal(versionOf("apiproof 1.20.3\n"), "1.20.3");
  assert.equal(versionOf("ruff 1.2.3"), undefined);
});

test("versions are compared number by number", () => {
  assert.ok(isRecent("0.10.0", "0.9.0"));
  assert.ok(!isRecent("0.1.0", "0.1.1"));
  assert.ok(isRecent("1.0.0", "1.0.0"));
});
