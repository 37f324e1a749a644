#!/bin/bash
# Another release on a machine that has the kiosk:
#
#     ./upgrade.sh ARCHIVE-OR-FOLDER [--dry-run]    to the release in it
#     ./upgrade.sh --back [--dry-run]               to the release before the one that runs
#     ./upgrade.sh --to NAME [--dry-run]            to one that is still there
#     ./upgrade.sh --list                           which are there
set -eu
. "$(dirname "$(readlink -f "$0")")/common.sh"
as_root "$@"
with_python
exec "$python" -BISE "$here/manage.py" upgrade "$@"
