#!/usr/bin/env bash
# Runs one command of ax-gitops and tells what came of it. Leaves ax-gitops.md (for people) and, for plans, plan.json.
set -uo pipefail

read -r -a args <<<"${AX_ARGS:-}"
if [ -n "${AX_GITOPS_BIN:-}" ]; then
  read -r -a ax_gitops <<<"$AX_GITOPS_BIN"
else
  ax_gitops=(npx --yes --ignore-scripts "ax-gitops@${AX_VERSION:?}")
fi
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
output="${GITHUB_OUTPUT:-/dev/null}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs ax-gitops. Its result goes to $work/out; what it says goes to the log and to $work/said, but for the lines that
# only make GitHub hide a secret: those hold it.
run() {
  : >"$work/said"
  "${ax_gitops[@]}" "$@" 2>&1 >"$work/out" | while IFS= read -r line || [ -n "$line" ]; do
    printf '%s\n' "$line" >&2
    case "$line" in ::add-mask::*) ;; *) printf '%s\n' "$line" >>"$work/said" ;; esac
  done
  return "${PIPESTATUS[0]}"
}
tell() { printf '%s=%s\n' "$1" "$2" >>"$output"; }
# What stands at a path in a JSON file, or nothing.
field() {
  node -e '
    const [file, path] = process.argv.slice(1);
    let value = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
    for (const key of path.split(".")) value = value?.[key];
    process.stdout.write(String(value ?? ""));' "$1" "$2" 2>/dev/null
}
plan_facts() {
  tell digest "$(field plan.json digest)"
  tell destructive-digest "$(field plan.json destructive_digest)"
  tell destructive "$(field plan.json summary.destructive)"
}
# Any text as a block of code that it can't end, no longer than GitHub takes.
block() {
  node -e '
    const text = process.argv.slice(1).map((file) => require("node:fs").readFileSync(file, "utf8")).join("");
    const most = 60000;
    const shown = Array.from(text.slice(0, most)).join("").trimEnd();
    const fence = "`".repeat(Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
    const cut = text.length > most ? `\n\n${text.length - most} more characters are in the log.` : "";
    console.log(`${fence}\n${shown}\n${fence}${cut}`);' "$@"
}
# What refuses stands in the result, unless it was refused before there was one.
shown_or_said() {
  if [ -s "$work/out" ]; then cp "$work/out" ax-gitops.md; else block "$work/said" >ax-gitops.md; fi
}
# Ends with what came of it: exit code of ax-gitops, outcome, and the exit code of this step.
finish() {
  tell exit-code "$1"
  tell outcome "$2"
  # What failed left no result to read: then what was said is what people need.
  if [ "$2" = failed ]; then block "$work/out" "$work/said" >ax-gitops.md; fi
  if [ -f ax-gitops.md ]; then cat ax-gitops.md >>"$summary"; fi
  exit "$3"
}

rm -f ax-gitops.md plan.json
case "${AX_COMMAND:?}" in
validate)
  run validate --format github "${args[@]}"
  code=$?
  # Annotations are read from the log.
  cat "$work/out"
  if [ "$code" -eq 0 ]; then finish 0 clean 0; else finish "$code" failed "$code"; fi
  ;;
plan)
  run plan --format markdown --out plan.json --detailed-exitcode "${args[@]}"
  code=$?
  [ ! -f plan.json ] || plan_facts
  cp "$work/out" ax-gitops.md
  case "$code" in
  0) finish 0 clean 0 ;;
  2) finish 2 changes 0 ;;
  3)
    shown_or_said
    finish 3 refused 3
    ;;
  *) finish "$code" failed "$code" ;;
  esac
  ;;
apply)
  destructive=()
  [ -z "${AX_DESTRUCTIVE_DIGEST:-}" ] ||
    destructive=(--allow-destructive --expect-destructive-digest "$AX_DESTRUCTIVE_DIGEST")
  run apply --auto-approve "${destructive[@]}" "${args[@]}"
  code=$?
  block "$work/out" >ax-gitops.md
  case "$code" in
  0) finish 0 clean 0 ;;
  2)
    # What was withheld needs an approval of its own, tied to exactly these steps.
    run plan --format json --out plan.json "${args[@]}"
    replanned=$?
    [ "$replanned" -eq 0 ] || finish "$replanned" failed "$replanned"
    plan_facts
    # What is approved is what is shown: the account may have changed since the first plan.
    run show plan.json --format markdown
    { echo && echo "### To be approved" && echo && cat "$work/out"; } >>ax-gitops.md
    finish 2 withheld 0
    ;;
  3)
    block "$work/out" "$work/said" >ax-gitops.md
    finish 3 refused 3
    ;;
  *) finish "$code" failed "$code" ;;
  esac
  ;;
drift)
  run drift --format markdown --out "$work/drift.json" "${args[@]}"
  code=$?
  outcome=$(field "$work/drift.json" outcome)
  case "$outcome" in
  clean | drift)
    cp "$work/out" ax-gitops.md
    finish "$code" "$outcome" 0
    ;;
  refused)
    shown_or_said
    finish "$code" refused "$code"
    ;;
  *) finish "$code" failed "$code" ;;
  esac
  ;;
*)
  echo "unknown command: $AX_COMMAND" >&2
  finish 1 failed 1
  ;;
esac
