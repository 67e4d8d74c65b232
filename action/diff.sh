#!/usr/bin/env bash
# Writes what a change does to the summary of the run, and keeps one comment of the pull request up to date. action.yml starts it.
set -euo pipefail
marker='<!-- jobc diff -->'
file="$RUNNER_TEMP/jobc-diff.md"
status=0
# Paths are a list of words.
{ echo "$marker"; jobc diff --format markdown "$JOBC_DIFF" -- $JOBC_PATHS; } > "$file" || status=$?
cat "$file" >> "$GITHUB_STEP_SUMMARY"
if [ -n "${JOBC_PULL_REQUEST:-}" ]; then
  comments="repos/$GITHUB_REPOSITORY/issues/$JOBC_PULL_REQUEST/comments"
  known=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
  if [ -n "$known" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" --field body=@"$file"
  else
    gh api --silent --method POST "$comments" --field body=@"$file"
  fi
fi
exit "$status"
