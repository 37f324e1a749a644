#!/bin/sh
# tries.sh count|rest: starts of a kiosk whose unit has no limit for them, for nothing else may take its place.
# "count" is called at its end, "rest" before its start: after three bad ends within 170 s that waits three minutes.
set -eu

file=$RUNTIME_DIRECTORY/ends
now=$(cut -d . -f 1 "${KIOSK_UPTIME:-/proc/uptime}")
if [ "$1" = count ]; then
  case $SERVICE_RESULT:${EXIT_STATUS:-} in
    # Whoever stops it wants it to start at once when he starts it.
    success:*) rm -f "$file" ;;
    # Staff have asked for a restart.
    *:75) ;;
    *) echo "$now" >>"$file" ;;
  esac
  exit 0
fi
[ -e "$file" ] || exit 0
recent=$(awk -v now="$now" '$1 > now - 170' "$file" | wc -l)
[ "$recent" -ge 3 ] || exit 0
rm "$file"
echo "three ends within three minutes; the next try in three minutes" >&2
rest=${KIOSK_REST:-180}
while [ "$rest" -gt 0 ]; do
  [ -z "${NOTIFY_SOCKET:-}" ] ||
    systemd-notify --status="One moment please." EXTEND_TIMEOUT_USEC=30000000 || true
  sleep 5
  rest=$((rest - 5))
done
