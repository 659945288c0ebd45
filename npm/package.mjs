// Makes the packages: node npm/package.mjs PLATFORM BINARY, once for each platform, as `linux-x64 target/release/apiproof`.
// They go to npm/dist; version and licence come from Cargo.toml.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const cargo = readFileSync(join(here, "..", "Cargo.toml"), "utf8");
const version = /^version = "([^"]+)"/m.exec(cargo)[1];
const [platform, binary] = process.argv.slice(2);
const launcher = JSON.parse(readFileSync(join(here, "apiproof", "package.json"), "utf8"));
const name = `@apiproof/${platform}`;
const platforms = Object.keys(launcher.optionalDependencies).map((dependency) => basename(dependency));
if (!binary || !platforms.includes(platform)) {
  console.error(`usage: node npm/package.mjs PLATFORM BINARY, with a platform of ${platforms.join(", ")}`);
  process.exit(2);
}

const [os, cpu] = platform.split("-");
const file = os === "win32" ? "apiproof.exe" : "apiproof";
const folder = join(here, "dist", platform);
mkdirSync(folder, { recursive: true });
copyFileSync(binary, join(folder, file));
// npm keeps the modes of files.
chmodSync(join(folder, file), 0o755);
const own = {
  name,
  version,
  description: `apiproof for ${platform}`,
  license: launcher.license,
  os: [os],
  cpu: [cpu],
  files: [file],
  preferUnplugged: true,
};
writeFileSync(join(folder, "package.json"), `${JSON.stringify(own, null, 2)}\n`);

// The launcher, with all versions alike.
const main = join(here, "dist", "apiproof");
cpSync(join(here, "apiproof"), main, { recursive: true });
launcher.version = version;
for (const dependency of Object.keys(launcher.optionalDependencies)) launcher.optionalDependencies[dependency] = version;
writeFileSync(join(main, "package.json"), `${JSON.stringify(launcher, null, 2)}\n`);
copyFileSync(join(here, "..", "README.md"), join(main, "README.md"));
console.log(`npm/dist/${basename(folder)} and npm/dist/apiproof, version ${version}`);
