#!/bin/sh
# awaited.sh [OUTPUT]: wait until a screen is connected, or this one of the X server. Meanwhile systemd is told
# that the start takes longer.
set -eu

output=${1:-}

connected() {
  if [ -n "$output" ]; then
    xrandr | awk -v output="$output" '$1 == output && $2 == "connected" { found = 1 } END { exit !found }'
  else
    cat "${KIOSK_SCREENS_FOLDER:-/sys/class/drm}"/card*-*/status 2>/dev/null | grep -qx connected
  fi
}

tell() { [ -z "${NOTIFY_SOCKET:-}" ] || systemd-notify "$@" || true; }

# Without such files (no graphics driver of today's kind) there is nothing to wait for.
[ -n "$output" ] || ls "${KIOSK_SCREENS_FOLDER:-/sys/class/drm}"/card*-*/status >/dev/null 2>&1 || exit 0
connected && exit 0
echo "no screen is connected${output:+ to $output}; waiting for one" >&2
tell --status="Waiting for a screen."
until connected; do
  tell EXTEND_TIMEOUT_USEC=20000000
  sleep 1
done
