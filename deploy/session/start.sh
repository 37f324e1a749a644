#!/bin/sh
# start.sh CONFIG: the kiosk in the session that its configuration asks for. Ends when the kiosk ends.
# kiosk.service calls it as the user kiosk. By hand, from a text console: sudo systemctl start kiosk
set -eu

here=$(dirname "$(readlink -f "$0")")
config=${1:-/etc/kiosk/config.yaml}
: "${KIOSK_PROGRAM:=$here/../../.venv/bin/kiosk}"

kind=cage
rotation=0
scale=1
screens=one
output=
# Mistakes in the file are shown on the screen by the kiosk itself.
if answer=$("$KIOSK_PROGRAM" session --config "$config"); then
  read -r kind rotation scale screens output <<WORDS
$answer
WORDS
fi

export KIOSK_ROTATION="$rotation" KIOSK_SCALE="$scale" KIOSK_SCREENS="$screens" KIOSK_OUTPUT="$output"
# The runtime folder that systemd made for us is the one that Wayland and the sound look for.
: "${XDG_RUNTIME_DIR:=${RUNTIME_DIRECTORY:?must name a folder for sockets}}"
export XDG_RUNTIME_DIR

echo "session $kind, turned by $rotation degrees, scale $scale, screens: ${output:-$screens}" >&2
# The X server outlives a restart of the kiosk. Another kind of session wants its screen.
[ "$kind" = x11 ] || "$here/end_x.sh" TERM
exec "$here/$kind.sh" "$KIOSK_PROGRAM" run --config "$config"
