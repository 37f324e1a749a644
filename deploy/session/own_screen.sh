#!/bin/sh
# own_screen.sh SIDE FACTOR COMMAND...: COMMAND on the screen $KIOSK_OUTPUT only, turned to SIDE and enlarged by
# 1/FACTOR. On the same X server other kiosks have theirs: each moves only its own screen, to where no other is.
set -eu

here=$(dirname "$(readlink -f "$0")")
side=$1
factor=$2
shift 2

# The line of our screen in what xrandr has said.
ours() { echo "$said" | awk -v output="$KIOSK_OUTPUT" '$1 == output'; }

connected() { ours | grep -q ' connected'; }

# Where it is, such as 1920x1080+1920+0; nothing while it is off.
place() { ours | grep -Eo '[0-9]+x[0-9]+\+[0-9]+\+[0-9]+' || true; }

# Where it has to go when it lies on another screen: right of all others. Nothing when it lies on none.
room() {
  xrandr --current | awk -v output="$KIOSK_OUTPUT" '
    $2 ~ /connected/ && match($0, /[0-9]+x[0-9]+\+[0-9]+\+[0-9]+/) {
      split(substr($0, RSTART, RLENGTH), at, /[x+]/)
      if ($1 == output) { width = at[1]; height = at[2]; left = at[3]; top = at[4]; next }
      others++; w[others] = at[1]; h[others] = at[2]; x[others] = at[3]; y[others] = at[4]
      if (at[1] + at[3] > right) right = at[1] + at[3]
    }
    END {
      for (n = 1; n <= others; n++)
        if (left < x[n] + w[n] && x[n] < left + width && top < y[n] + h[n] && y[n] < top + height) {
          print right "x0"
          exit
        }
    }'
}

light() { xrandr --output "$KIOSK_OUTPUT" --auto --rotate "$side" "$@"; }

# arrange [--pos XxY]: light it there, or where there is room. One kiosk after the other; they share this file.
arrange() (
  flock 9
  # Some drivers know no scale, not even 1.
  light --scale "${factor}x$factor" "$@" 2>/dev/null || light "$@" || exit
  free=$(room)
  [ -z "$free" ] || xrandr --output "$KIOSK_OUTPUT" --pos "$free"
) 9<"$here/own_screen.sh"

"$here/awaited.sh" "$KIOSK_OUTPUT"
arrange || echo "$KIOSK_OUTPUT could not be arranged; it stays as it is" >&2
said=$(xrandr --current)
KIOSK_PLACE=$(place)
[ -n "$KIOSK_PLACE" ] || { echo "$KIOSK_OUTPUT cannot be lit: xrandr" >&2; exit 1; }
export KIOSK_PLACE
corner=$(echo "${KIOSK_PLACE#*+}" | tr + x)
echo "on $KIOSK_OUTPUT alone: $KIOSK_PLACE" >&2
# Behind the windows, on every screen: seen while a kiosk is not there.
echo "$said" | /usr/bin/python3 -I "$here/one_moment_x11.py" || echo "no words behind the windows" >&2

# A screen that comes back is lit again, where it was. A display of another size may take its place, and xrandr moves all
# of them so that none is left of 0: then we end, in good order, and systemd starts us on the new place.
(
  there=yes
  # As long as this process lives, which becomes the program.
  while sleep 3 && kill -0 $$ && said=$(xrandr); do
    connected || { there=; continue; }
    if [ -z "$there" ] || [ -z "$(place)" ]; then
      arrange --pos "$corner" || continue
      there=yes
      said=$(xrandr --current)
    fi
    [ "$(place)" = "$KIOSK_PLACE" ] || kill -TERM $$
  done
) >/dev/null 2>&1 &
exec "$@"
