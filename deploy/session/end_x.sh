#!/bin/sh
# end_x.sh SIGNAL: end the X server of kiosk-x11.service, if it runs, and wait for its end.
set -eu

read -r pid 2>/dev/null <"${KIOSK_X_PID:-/run/kiosk-x11/pid}" || exit 0
kill -"$1" "$pid" 2>/dev/null || exit 0
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
