#!/bin/sh
# check_docs.sh FILE.md... - what the documents name is there: files in `...` and make targets.
# Names in capitals (tests/x/NAME.c) and patterns stand for many and are left alone.
set -eu
bad=0
for page in "$@"; do
    # One `...` a line, with the line's number.
    named=$(awk '{
        line = $0
        while (match(line, /`[^`]+`/)) {
            print FNR " " substr(line, RSTART + 1, RLENGTH - 2)
            line = substr(line, RSTART + RLENGTH)
        }
    }' "$page")
    missing=$(printf '%s\n' "$named" |
        grep -E '^[0-9]+ (sim|models|cli|scripts|tests|docs|scenarios)/[a-z0-9_/.-]+\.[a-z0-9]+$' |
        while read -r line path; do
            [ -e "$path" ] || echo "$page:$line: no $path"
        done)
    targets=$(printf '%s\n' "$named" | grep -oE '^[0-9]+ (UPDATE=1 )?make [a-z-]+' |
        sed 's/UPDATE=1 //' |
        while read -r line _ target; do
            grep -q "^$target:" Makefile || echo "$page:$line: no make $target"
        done)
    for found in "$missing" "$targets"; do
        [ -z "$found" ] || {
            printf '%s\n' "$found"
            bad=1
        }
    done
done
exit $bad
