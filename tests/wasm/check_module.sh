#!/bin/sh
# check_module.sh MODULE PROGRAM - runs test_module.mjs; PROGRAM is tests/wasm/run_block.
set -eu
folder=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$2" compile ward "$folder/week.yaml" "$work/block"
MODULE=$1 BLOCK=$work/block node --test "$folder/test_module.mjs" >"$work/log" || {
    cat "$work/log"
    exit 1
}
echo "test_module: $(grep -c '^ok ' "$work/log") passed"
