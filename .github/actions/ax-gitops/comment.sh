#!/usr/bin/env bash
# Keeps one comment on a pull request: the one with our marker, written anew each time.
set -euo pipefail

marker='<!-- ax-gitops: access plan -->'
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# A plan is one of a commit: without a new one, none may stand here as if it were.
{
  echo "$marker"
  if [ -n "${OUTCOME:-}" ] && [ "$OUTCOME" != failed ]; then
    echo "Of commit \`$HEAD_SHA\`:" && echo && cat ax-gitops.md
  else
    echo "There is no plan of commit \`$HEAD_SHA\`: the run says why."
  fi
} >"$body"
comments="repos/$GITHUB_REPOSITORY/issues"
ids=$(gh api --paginate "$comments/$PULL_REQUEST/comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id")
id=${ids%%$'\n'*}
if [ -n "$id" ]; then
  gh api --method PATCH "$comments/comments/$id" -F body=@"$body" >/dev/null
else
  gh api --method POST "$comments/$PULL_REQUEST/comments" -F body=@"$body" >/dev/null
fi
