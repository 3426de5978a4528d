#!/usr/bin/env bash
# issue.sh LABEL TITLE OUTCOME: keeps one open issue with a label. Opens it or writes it anew; with the outcome "clean" closes it.
set -euo pipefail

label="$1"
title="$2"
outcome="$3"
run="${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/actions/runs/${GITHUB_RUN_ID:-}"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# What broke before ax-gitops said anything is in the run's log.
{ if [ -s ax-gitops.md ]; then cat ax-gitops.md; fi; printf '\n%s\n' "$run"; } >"$body"

number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')
if [ "$outcome" = clean ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "That is over: $run"
elif [ -n "$number" ]; then
  gh issue edit "$number" --title "$title" --body-file "$body"
else
  gh label create "$label" --force >/dev/null
  gh issue create --title "$title" --label "$label" --body-file "$body"
fi
