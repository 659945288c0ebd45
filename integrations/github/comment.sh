#!/usr/bin/env bash
# Writes a Markdown file as the one comment of apiproof on a pull request, and replaces the comment of an earlier run.
# Called by action.sh: comment.sh FILE. Needs `gh`, GH_TOKEN, GITHUB_REPOSITORY and GITHUB_EVENT_PATH.
set -euo pipefail

# GitHub takes 65,536 characters; the findings are lines, the worst first.
limit=60000
marker='<!-- apiproof: comment of the pull request gate -->'

number="$(sed -n 's/^  "number": \([0-9][0-9]*\),*$/\1/p' "$GITHUB_EVENT_PATH" | head -n 1)"
if [ -z "$number" ]; then
    echo "::notice title=apiproof::not a pull request: no comment is written"
    exit 0
fi
body="$(mktemp "${RUNNER_TEMP:-/tmp}/apiproof-comment.XXXXXX")"
trap 'rm -f "$body"' EXIT
printf '%s\n' "$marker" >"$body"
awk -v room="$limit" '{ used += length($0) + 1 } used > room { print "\nMore is in the summary of the job."; exit } { print }' \
    "$1" >>"$body"

place="repos/$GITHUB_REPOSITORY/issues"
# The marker counts only in a comment of the same account that writes here.
earlier="$(gh api --paginate "$place/$number/comments" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1)"
if [ -n "$earlier" ]; then
    gh api --method PATCH "$place/comments/$earlier" --field "body=@$body" --silent
else
    gh api --method POST "$place/$number/comments" --field "body=@$body" --silent
fi
