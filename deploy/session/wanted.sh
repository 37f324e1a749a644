#!/bin/sh
# wanted.sh KIND CONFIG: ends with 0 when the configuration asks for this kind of session.
set -eu
here=$(dirname "$(readlink -f "$0")")
: "${KIOSK_PROGRAM:=$here/../../.venv/bin/kiosk}"
read -r kind rest <<WORDS
$("$KIOSK_PROGRAM" session --config "$2")
WORDS
[ "$kind" = "$1" ]
