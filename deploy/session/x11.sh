#!/bin/sh
# x11.sh COMMAND...: COMMAND on the X server that kiosk-x11.service runs. There is no window manager.
set -eu

here=$(dirname "$(readlink -f "$0")")
export DISPLAY="${DISPLAY:-:0}"
export SDL_VIDEODRIVER=x11

wait=100
until timeout 1 xset q >/dev/null 2>&1; do
  # A server that hangs is why we were ended and started again: another one comes. A young one may still begin.
  [ $? != 124 ] || "$here/end_x.sh" KILL 30
  if [ -n "${KIOSK_AWAITS_X:-}" ]; then
    # The server ends with the first kiosk, and comes with it.
    [ $wait = 0 ] || systemd-notify --status="Waiting for the X server." || true
    systemd-notify EXTEND_TIMEOUT_USEC=20000000 || true
    wait=0
    sleep 1
    continue
  fi
  wait=$((wait - 1))
  [ $wait -gt 0 ] || { echo "there is no X server on $DISPLAY: systemctl status kiosk-x11" >&2; exit 1; }
  sleep 0.1
done

# The screen goes dark only when the kiosk says so.
xset s off s noblank
xset -dpms 2>/dev/null || true

case $KIOSK_ROTATION in
  90) side=left ;;
  180) side=inverted ;;
  270) side=right ;;
  *) side=normal ;;
esac
factor=$(awk -v scale="$KIOSK_SCALE" 'BEGIN { print 1 / scale }')

if [ -n "${KIOSK_OUTPUT:-}" ]; then
  exec "$here/own_screen.sh" "$side" "$factor" "$@"
fi

arrange() {
  outputs=$(xrandr | awk '$2 == "connected" { print $1 }')
  set --
  before=
  for output in $outputs; do
    set -- "$@" --output "$output" --auto --rotate "$side" --scale "${factor}x$factor"
    case $KIOSK_SCREENS:$before in
      all:?*) set -- "$@" --right-of "$before" ;;
      one:?*) set -- "$@" --same-as "$before" ;;
    esac
    before=$output
  done
  for output in $(xrandr | awk '$2 == "disconnected" && /[0-9]x[0-9]/ { print $1 }'); do
    set -- "$@" --output "$output" --off
  done
  [ $# = 0 ] || xrandr "$@"
}

connected() { xrandr | awk '$2 ~ /connected/ { print $1, $2 }'; }

xsetroot -solid '#14110e' 2>/dev/null || true
arrange || echo "the screens could not be arranged; they stay as they are" >&2
# A screen that is plugged in later wants to be arranged as well. X tells programs of it; a shell has to look.
(
  was=$(connected)
  # As long as this process lives, which becomes the program.
  while sleep 3 && kill -0 $$ && now=$(connected); do
    if [ "$now" != "$was" ]; then
      arrange || true
      was=$now
    fi
  done
) >/dev/null 2>&1 &
exec "$@"
