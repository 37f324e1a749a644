#!/bin/sh
# wanted.sh KIND CONFIG [output]: ends with 0 when the configuration asks for this kind of session; with the third
# word, when it also names the only screen that it wants.
set -eu
here=$(dirname "$(readlink -f "$0")")
: "${KIOSK_PROGRAM:=$here/../../.venv/bin/kiosk}"
read -r kind rotation scale screens output <<WORDS
$("$KIOSK_PROGRAM" session --config "$2")
WORDS
[ "$kind" = "$1" ] || { echo "the session of $2 is $kind, not $1" >&2; exit 1; }
[ -z "${3:-}" ] || [ -n "$output" ] || { echo "the session of $2 names no output" >&2; exit 1; }
