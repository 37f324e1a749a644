#!/bin/sh
# kms.sh COMMAND...: COMMAND draws on the screen through the kernel, with neither Wayland nor X.
set -eu

export SDL_VIDEODRIVER=kmsdrm
# Nothing else reads the touch screen here.
[ "$KIOSK_ROTATION $KIOSK_SCALE $KIOSK_SCREENS" = "0 1 one" ] ||
  echo "rotation, scale and several screens need the session cage or x11" >&2
exec "$@"
