#!/bin/sh
# Wait until a screen is connected. Meanwhile systemd is told that the start takes longer.
set -eu

connected() { cat "${KIOSK_SCREENS_FOLDER:-/sys/class/drm}"/card*-*/status 2>/dev/null | grep -qx connected; }

tell() { [ -z "${NOTIFY_SOCKET:-}" ] || systemd-notify "$@" || true; }

# Without such files (no graphics driver of today's kind) there is nothing to wait for.
ls "${KIOSK_SCREENS_FOLDER:-/sys/class/drm}"/card*-*/status >/dev/null 2>&1 || exit 0
connected && exit 0
echo "no screen is connected; waiting for one" >&2
tell --status="Waiting for a screen."
until connected; do
  tell EXTEND_TIMEOUT_USEC=20000000
  sleep 1
done
