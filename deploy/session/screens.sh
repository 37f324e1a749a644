#!/bin/sh
# screens.sh COMMAND...: COMMAND, and beside it whatever turns and scales the screens of this compositor, also those
# that are plugged in or switched on later. For compositors that obey wlr-randr.
set -eu

transform=$KIOSK_ROTATION
[ "$transform" != 0 ] || transform=normal

arrange() {
  now=$(wlr-randr) || return
  echo "$now" | awk -v transform="$transform" -v scale="$KIOSK_SCALE" '
    /^[^ ]/ { output = $1 }
    $1 == "Transform:" && $2 != transform { print output, "--transform", transform }
    $1 == "Scale:" && $2 + 0 != scale + 0 { print output, "--scale", scale }
  ' | while read -r output option value; do
    wlr-randr --output "$output" "$option" "$value"
  done
}

if [ "$transform $KIOSK_SCALE" != "normal 1" ]; then
  arrange
  # A compositor tells of its screens only those who speak its language. As long as this process lives, which
  # becomes the program.
  (while sleep 3 && kill -0 $$ && arrange; do :; done) >/dev/null 2>&1 &
fi
exec "$@"
