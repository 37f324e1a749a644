#!/bin/sh
# End the kiosk before the screen under it goes: it writes the visit that goes on, and closes its window.
# kiosk.service calls it; what does not end in time, systemd ends.
set -eu

read -r pid <"$RUNTIME_DIRECTORY/kiosk.pid" || exit 0
kill -TERM "$pid" 2>/dev/null || exit 0
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
