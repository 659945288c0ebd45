#!/usr/bin/env bash
# Gets a release of apiproof, checks what was downloaded, and runs it. Called by action.yml, which hands every input
# over as APIPROOF_INPUT_…; nothing here is evaluated.
set -euo pipefail

fail() {
    # A value could hold a line end, and with it a command.
    printf '::error title=apiproof::%s\n' "${*//[$'\r\n%']/ }"
    exit 2
}

# Sets `target` to the target of the release that this machine can run.
find_target() {
    local machine
    machine="$(uname -m)"
    case "$machine" in
        x86_64 | amd64) machine=x86_64 ;;
        aarch64 | arm64) machine=aarch64 ;;
        *) fail "no release for $machine" ;;
    esac
    case "$(uname -s)" in
        Linux) target="$machine-unknown-linux-musl" ;;
        Darwin) target="$machine-apple-darwin" ;;
        MINGW* | MSYS* | CYGWIN*) target="$machine-pc-windows-msvc" ;;
        *) fail "no release for $(uname -s)" ;;
    esac
}

checksum() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

download() {
    curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --output "$2" -- "$1"
}

# Downloads the release into a folder of its own and sets `bin` to where it is.
install() {
    local version="$1" name base folder archive expected actual
    find_target
    name="apiproof-$target.tar.gz"
    base="${APIPROOF_DOWNLOAD_BASE:-https://github.com/$APIPROOF_ACTION_REPOSITORY/releases/download}/v$version"
    folder="$(mktemp -d "${RUNNER_TEMP:-/tmp}/apiproof.XXXXXX")"
    archive="$folder/$name"
    download "$base/$name" "$archive" || fail "version $version cannot be downloaded"
    expected="${APIPROOF_INPUT_SHA256:-}"
    if [ -z "$expected" ]; then
        download "$base/$name.sha256" "$archive.sha256" || fail "version $version has no checksum"
        expected="$(cut -d ' ' -f 1 <"$archive.sha256")"
    fi
    actual="$(checksum "$archive")"
    [ "$actual" = "$expected" ] || fail "the checksum of $name is $actual, and $expected was expected"
    mkdir "$folder/bin"
    chmod 700 "$folder/bin"
    tar -xzf "$archive" -C "$folder/bin"
    bin="$folder/bin"
}

version="${APIPROOF_INPUT_VERSION:-}"
version="${version:-${APIPROOF_ACTION_REF:-}}"
version="${version#v}"
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
    fail "\`$version\` is no version: set the input \`version\`, as 0.1.0, or use the action by a release's tag"

install "$version"
echo "$bin" >>"$GITHUB_PATH"
echo "version=$version" >>"$GITHUB_OUTPUT"
if [ "${APIPROOF_INPUT_INSTALL_ONLY:-false}" = true ]; then
    exit 0
fi

arguments=(check)
[ -z "${APIPROOF_INPUT_CONFIG:-}" ] || arguments+=(--config "$APIPROOF_INPUT_CONFIG")
[ -z "${APIPROOF_INPUT_LEVEL:-}" ] || arguments+=(--level "$APIPROOF_INPUT_LEVEL")
[ -z "${APIPROOF_INPUT_BASELINE:-}" ] || arguments+=(--baseline "$APIPROOF_INPUT_BASELINE")
[ -z "${APIPROOF_INPUT_BASELINE_REF:-}" ] || arguments+=(--baseline-ref "$APIPROOF_INPUT_BASELINE_REF")
[ -z "${APIPROOF_INPUT_CHANGED_SINCE:-}" ] || arguments+=(--changed-since "$APIPROOF_INPUT_CHANGED_SINCE")
[ -z "${APIPROOF_INPUT_TRUSTED_REF:-}" ] || arguments+=(--trusted-ref "$APIPROOF_INPUT_TRUSTED_REF")
case "${APIPROOF_INPUT_FAIL_ON:-warning}" in
    never) arguments+=(--exit-zero) ;;
    info | warning | error) arguments+=(--fail-on "${APIPROOF_INPUT_FAIL_ON:-warning}") ;;
    *) fail "fail-on must be one of info, warning, error, never" ;;
esac
case "${APIPROOF_INPUT_REPORT:-annotations}" in
    # In GitHub Actions apiproof annotates by itself, unless a format is asked for.
    annotations)
        if [ -n "${APIPROOF_INPUT_HTML_FILE:-}" ] || [ "${APIPROOF_INPUT_COMMENT:-}" = true ]; then
            arguments+=(--output-format text --output-format github)
        fi
        ;;
    log) arguments+=(--output-format text) ;;
    sarif)
        arguments+=(--output-format text --output-format github)
        arguments+=(--output-format "sarif=$APIPROOF_INPUT_SARIF_FILE")
        # A name of two lines would be two outputs.
        echo "sarif-file=${APIPROOF_INPUT_SARIF_FILE//[$'\r\n']/}" >>"$GITHUB_OUTPUT"
        ;;
    *) fail "report must be one of annotations, sarif, log" ;;
esac
[ -z "${APIPROOF_INPUT_HTML_FILE:-}" ] || arguments+=(--output-format "html=$APIPROOF_INPUT_HTML_FILE")
summary=""
if [ "${APIPROOF_INPUT_COMMENT:-}" = true ]; then
    summary="${RUNNER_TEMP:-/tmp}/apiproof-summary.md"
    arguments+=(--output-format "markdown=$summary")
fi
read -r -a more <<<"${APIPROOF_INPUT_ARGS:-}" || true
arguments+=(${more[@]+"${more[@]}"} --)
while IFS= read -r path; do
    [ -z "$path" ] || arguments+=("$path")
done <<<"${APIPROOF_INPUT_PATHS:-}"

code=0
"$bin/apiproof" "${arguments[@]}" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [ -n "$summary" ] && [ -e "$summary" ]; then
    # The gate is what the pages say: a comment that cannot be written does not change it.
    bash "$(dirname "${BASH_SOURCE[0]}")/comment.sh" "$summary" ||
        echo "::warning title=apiproof::the comment could not be written: the token may lack pull-requests: write"
fi
exit "$code"
