#!/bin/sh
# check_man.sh PROGRAM PAGE - the manual page is what the program says of itself, and formatters
# have nothing to say about it. Those that are not installed are left out, and that is said.
set -eu
program=$1 page=$2
made=$(mktemp)
trap 'rm -f "$made"' EXIT
bad=0

"$program" completion man >"$made"
if ! cmp -s "$made" "$page"; then
    diff -u "$page" "$made" | head -n 40
    echo "$page is not what the program says: make man"
    bad=1
fi

if command -v mandoc >/dev/null; then
    mandoc -Tlint "$page" || bad=1
else
    echo "man: mandoc is not installed: $page not checked by it"
fi
if command -v groff >/dev/null && command -v preconv >/dev/null; then
    said=$(preconv -e utf-8 "$page" | groff -man -Tutf8 -ww 2>&1 >/dev/null) || bad=1
    [ -z "$said" ] || {
        printf '%s\n' "$said"
        bad=1
    }
fi
exit $bad
