#!/usr/bin/env bash
# Tells the commit that was applied last, for --since. Of several merges in a row GitHub may run only the last: what the
# others took out of the files would be forgotten if each run looked at its own merge alone.
set -euo pipefail

applied=$(gh run list --workflow "$WORKFLOW" --branch "$GITHUB_REF_NAME" --status success --limit 1 \
  --json headSha --jq '.[0].headSha // empty')
# An old run that is started again would give back what a later one took away.
if [ -n "$applied" ] && git rev-parse --quiet --verify "$applied^{commit}" >/dev/null &&
  ! git merge-base --is-ancestor "$applied" HEAD; then
  echo "::error::$applied was applied already and is not part of this commit: to apply it would undo what came since. Run the workflow on the newest commit."
  exit 1
fi
commit="${applied:-$BEFORE}"
[ -n "$applied" ] ||
  echo "::warning::No run of this workflow has succeeded yet: of what was taken out of the files, only that of this push is removed."
# The very first push of a branch has nothing before it; a commit that is gone (a forced push) says nothing.
if git rev-parse --quiet --verify "$commit^{commit}" >/dev/null; then
  echo "args=--since $commit" >>"$GITHUB_OUTPUT"
else
  echo "args=" >>"$GITHUB_OUTPUT"
  echo "::warning::There is no commit to compare with: what was taken out of the files is not removed by this run."
fi
