#!/usr/bin/env bash
# Prints the Homebrew formula of a release: formula.sh OWNER/REPOSITORY VERSION FOLDER, where FOLDER holds the
# .sha256 files of the archives.
set -euo pipefail

repository="$1" version="$2" folder="$3"
text="$(cat "$(dirname "${BASH_SOURCE[0]}")/apiproof.rb.in")"
text="${text//@REPOSITORY@/$repository}"
text="${text//@VERSION@/$version}"
for target in aarch64-apple-darwin x86_64-apple-darwin aarch64-unknown-linux-musl x86_64-unknown-linux-musl; do
    checksum="$(cut -d ' ' -f 1 <"$folder/apiproof-$target.tar.gz.sha256")"
    text="${text//@SHA256 $target@/$checksum}"
done
printf '%s\n' "$text" | sed '1d'
