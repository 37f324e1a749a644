#!/bin/sh
# end_x.sh SIGNAL [SECONDS]: end the X server of kiosk-x11.service, if it has run for so many seconds, and wait for its end.
set -eu

file=${KIOSK_X_PID:-/run/kiosk-x11/pid}
read -r pid 2>/dev/null <"$file" || exit 0
[ $(($(date +%s) - $(stat -c %Y "$file"))) -ge "${2:-0}" ] || exit 0
kill -"$1" "$pid" 2>/dev/null || exit 0
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
