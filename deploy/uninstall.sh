#!/bin/bash
# Take the kiosk off this machine:
#
#     ./uninstall.sh [--dry-run] [--purge]
#
# Configuration, packs, editions and visits stay, unless --purge is said.
set -eu
. "$(dirname "$(readlink -f "$0")")/common.sh"
as_root "$@"
with_python
exec "$python" -BISE "$here/manage.py" uninstall "$@"
