#!/bin/sh
# measure_page.sh PROGRAM - how soon the page of whatif answers in Chromium: the default scenario,
# its first ward, its three months. Wants a machine that has nothing else to do.
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")/../.."
BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$BROWSER" ] || [ -z "$(command -v node)" ]; then
    echo "skipped: node or Chromium is not installed"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" whatif scenarios/yokohama-fy2020.yaml -r 2 -q -o "$work/whatif.html"
export BROWSER PAGE="$work/whatif.html"
node tests/page/measure_page.mjs
