#!/bin/bash
# Install the kiosk on Debian 12 or 13, or bring it to the release that this folder holds:
#
#     ./install.sh [--dry-run] [--no-start]
#
# From a checkout, or from a release archive, which needs no network. It may be run as often as you like.
set -eu
. "$(dirname "$(readlink -f "$0")")/common.sh"
as_root "$@"
known_debian
whole
offline_packages
with_python
exec "$python" -BISE "$here/manage.py" install "$@"
