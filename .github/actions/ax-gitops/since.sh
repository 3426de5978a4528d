#!/usr/bin/env bash
# Tells the commit that was applied last, for --since. Of several merges in a row GitHub may run only the last: what the
# others took out of the files would be forgotten if each run looked at its own merge alone.
set -euo pipefail

applied=$(gh run list --workflow "$WORKFLOW" --branch "$GITHUB_REF_NAME" --status success --limit 1 \
  --json headSha --jq '.[0].headSha // empty')
commit="${applied:-$BEFORE}"
# The very first push of a branch has nothing before it; a commit that is gone (a forced push) says nothing.
if git rev-parse --quiet --verify "$commit^{commit}" >/dev/null; then
  echo "args=--since $commit" >>"$GITHUB_OUTPUT"
else
  echo "args=" >>"$GITHUB_OUTPUT"
  echo "::warning::There is no commit to compare with: what was taken out of the files is not removed by this run."
fi
