#!/bin/sh
# check_size.sh FILE... - a function fits a screen: at most 60 lines, complexity at most 12.
set -eu
pmccabe "$@" | awk '
    $1 > 12 || $5 > 60 {
        name = $6; for (i = 7; i <= NF; i++) name = name " " $i
        print name ": " $5 " lines (60), complexity " $1 " (12)"; bad = 1
    }
    END { exit bad }'
