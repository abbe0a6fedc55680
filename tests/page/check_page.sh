#!/bin/sh
# check_page.sh PROGRAM BLOCK_TOOL - the page that `madosim whatif` writes: its numbers under
# node, and the page itself in Chromium where that is installed.
set -eu
program=$(realpath "$1") tool=$(realpath "$2")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

command -v node >/dev/null || {
    echo "skipped: node is not installed"
    exit 0
}
# The whole period of a small scenario: what compare says needs no other settings then.
"$program" whatif tests/cli/mini.yaml --ward 青葉,港北 --month 2020-07 -r 2 -o "$work/whatif.html" \
    --lang ja --progress none
export PROGRAM="$program" BLOCK_TOOL="$tool" WORK="$work" PAGE="$work/whatif.html"
node --test tests/page/test_page.mjs >"$work/log" || {
    cat "$work/log"
    exit 1
}
echo "test_page: $(grep -c '^ok ' "$work/log") passed"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || {
    echo "skipped: test_browser: Chromium is not installed"
    exit 0
}
BROWSER=$browser node --test tests/page/test_browser.mjs >"$work/log" || {
    cat "$work/log"
    exit 1
}
grep '^# first result' "$work/log" | sed 's/^# //' || true
echo "test_browser: $(grep -c '^ok ' "$work/log") passed"
