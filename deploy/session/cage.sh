#!/bin/sh
# cage.sh COMMAND...: COMMAND on the screen, under the Wayland compositor cage, which shows one program.
set -eu

here=$(dirname "$(readlink -f "$0")")

# A touch screen may be plugged in later.
export WLR_LIBINPUT_NO_DEVICES=1
# seatd opens screens and touch screens for us. With logind we would need a login session, and be moved into its
# control group, where neither systemd hears the kiosk nor the limits of kiosk.service hold.
: "${LIBSEAT_BACKEND:=seatd}"
export LIBSEAT_BACKEND

if [ -z "${WLR_BACKENDS:-}" ]; then
  wait=50
  while [ "$LIBSEAT_BACKEND" = seatd ] && [ ! -S "${SEATD_SOCK:-/run/seatd.sock}" ]; do
    wait=$((wait - 1))
    [ $wait -gt 0 ] || { echo "seatd does not run: systemctl status seatd" >&2; exit 1; }
    sleep 0.1
  done
  "$here/awaited.sh"
fi

case $(cage -v 2>&1) in
  *" 0.1."*)
    # Debian 12. Its "-m last" crashes, so one kiosk is over all screens; it can turn them only when it starts,
    # and ends when the last one is unplugged, after which we are started again and wait for a screen.
    set -- -- "$@"
    turns=$((KIOSK_ROTATION / 90))
    while [ $turns -gt 0 ]; do
      set -- -r "$@"
      turns=$((turns - 1))
    done
    [ "$KIOSK_SCALE" = 1 ] || echo "this cage cannot scale: see the mode of a screen in technicians.md" >&2
    ;;
  *)
    set -- -- "$here/screens.sh" "$@"
    [ "$KIOSK_SCREENS" = all ] || set -- -m last "$@"
    ;;
esac
exec cage -d "$@"
