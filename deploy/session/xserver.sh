#!/bin/sh
# An X server without a window manager, for one user: no network, no keys that end it or change the terminal.
set -eu
here=$(dirname "$(readlink -f "$0")")
# end_x.sh reads it.
echo $$ >"$RUNTIME_DIRECTORY/pid"
exec /usr/lib/xorg/Xorg :0 vt1 -keeptty -nolisten tcp -nocursor -noreset -dpms -s 0 \
  -config "$here/xorg.conf" -logfile /dev/null -logverbose 0 -verbose 3
