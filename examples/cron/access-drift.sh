#!/bin/sh
# From cron: `17 5 * * * access-drift.sh /srv/access`. Prints something only where somebody has to look, and cron mails that.
# ARIZE_API_KEY, or an ax profile of this user, is the login. ax-gitops is installed for this user, outside the folder.
set -eu
cd "$1"
git pull --quiet --ff-only
code=0
report=$(ax-gitops drift --quiet 2>&1) || code=$?
[ "$code" -eq 0 ] && exit 0
printf '%s\n' "$report"
exit "$code"
