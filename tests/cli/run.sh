#!/bin/sh
# run.sh PROGRAM [CASE...] - command lines with known output. A case is a folder:
#   cmd        arguments of the program; or, when it names $MADOSIM, shell text
#   want       what it prints to stdout
#   want.err   what it prints to stderr; without this file stderr is not looked at
#   want.exit  exit status; without this file 0
#   env        NAME=value lines instead of LANG=ja_JP.UTF-8
#   mask       sed script for both outputs, for what may differ between builds
#
# A case runs in its own folder, with $MADOSIM (the program), $ROOT (the checkout) and
# $SCRATCH (an empty folder of its own, removed afterwards; its name is masked). Exit 2 or
# 3 promises that nothing was written: then $SCRATCH must still be empty.
# No line of stdout is wider than 80 columns (Japanese characters are two), unless it holds a path
# or a command to copy, or the case is named in the file `wide`, whose output is data.
# UPDATE=1 writes what the program says now; read the diff before you commit it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$1
shift

compare() { # expected file (or /dev/null), what came, label
    diff -u --label "$3 (want)" --label "$3 (got)" "$1" "$2"
}

update() { # case folder, work folder, status
    if [ -s "$2/out" ]; then cp "$2/out" "$1/want"; else rm -f "$1/want"; fi
    if [ -e "$1/want.err" ] || [ "$3" -ne 0 ]; then cp "$2/err" "$1/want.err"; fi
    if [ "$3" -ne 0 ]; then echo "$3" >"$1/want.exit"; else rm -f "$1/want.exit"; fi
}

# Output goes through the case's mask; the scratch folder's name is never part of it.
mask() { # file, case folder, work folder
    sed "s|$3/scratch|SCRATCH|g" "$1" >"$1.1"
    if [ -e "$2/mask" ]; then sed -f "$2/mask" "$1.1" >"$1"; else cp "$1.1" "$1"; fi
}

# Lines of a terminal that are too wide. Bytes of UTF-8 tell the width: those that begin with
# octal 342 are signs of one column, other letters of three or four bytes have two.
too_wide() { # file, name
    grep -qx "$2" "$here/wide" && return 0
    LC_ALL=C awk '{
        line = $0
        gsub(/[\360-\367][\200-\277][\200-\277][\200-\277]/, "xx")
        gsub(/\342[\200-\277][\200-\277]/, "x")
        gsub(/[\340-\357][\200-\277][\200-\277]/, "xx")
        gsub(/[\300-\337][\200-\277]/, "x")
        if (length($0) > 80 && line !~ /--set[ :]|SCRATCH|\.yaml:[0-9]|^# command/) print line
    }' "$1"
}

verdict() { # case folder, work folder, status, name
    want_exit=0 want=$1/want
    [ ! -e "$1/want.exit" ] || want_exit=$(cat "$1/want.exit")
    [ -e "$want" ] || want=/dev/null
    bad=0
    compare "$want" "$2/out" "$4/want" || bad=1
    if [ -e "$1/want.err" ]; then
        compare "$1/want.err" "$2/err" "$4/want.err" || bad=1
    fi
    if [ "$3" -ne "$want_exit" ]; then
        echo "$4: exit $3, want $want_exit"
        bad=1
    fi
    if [ "$want_exit" -eq 2 ] || [ "$want_exit" -eq 3 ]; then
        [ -z "$(ls -A "$2/scratch")" ] || {
            echo "$4: wrote $(ls -A "$2/scratch")"
            bad=1
        }
    fi
    wide=$(too_wide "$2/out" "$4")
    [ -z "$wide" ] || {
        printf '%s\n' "$wide" | head -n 3
        echo "$4: lines wider than 80 columns"
        bad=1
    }
    [ ! -e "$1/results" ] || {
        echo "$4: wrote a results folder beside the case"
        bad=1
    }
    [ $bad -eq 0 ] && return 0
    [ -e "$1/want.err" ] || sed 's/^/  stderr: /' "$2/err" | head -n 20
    echo "FAIL $4"
    return 1
}

run_case() { # case folder
    case_dir=$1 name=$(basename "$1")
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/scratch"
    environment='LANG=ja_JP.UTF-8'
    [ ! -e "$case_dir/env" ] || environment=$(cat "$case_dir/env")
    text=$(cat "$case_dir/cmd")
    # shellcheck disable=SC2016  # the name itself is looked for
    case $text in
    *'$MADOSIM'*) ;;
    *) text='"$MADOSIM" '$text ;;
    esac
    status=0
    # shellcheck disable=SC2086  # one word a setting
    (cd "$case_dir" && env -u LC_ALL -u LC_MESSAGES -u LC_CTYPE -u LANGUAGE -u NO_COLOR \
        -u CLICOLOR_FORCE -u COLUMNS TERM=dumb MADOSIM="$program" ROOT="${here%/tests/cli}" \
        SCRATCH="$work/scratch" $environment sh -c "$text") \
        </dev/null >"$work/out" 2>"$work/err" || status=$?
    mask "$work/out" "$case_dir" "$work"
    mask "$work/err" "$case_dir" "$work"
    if [ "${UPDATE:-0}" = 1 ]; then
        update "$case_dir" "$work" "$status"
    else
        verdict "$case_dir" "$work" "$status" "$name"
    fi
}

case $program in
--one) # one case, for the processes started below
    program=$1
    run_case "$2" >"$3/$(basename "$2")" 2>&1 || touch "$3/$(basename "$2").failed"
    exit 0
    ;;
esac

program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
[ $# -gt 0 ] || set -- "$here"/*/
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
n=0
for case_dir in "$@"; do
    case_dir=${case_dir%/}
    case $case_dir in */*) ;; *) case_dir=$here/$case_dir ;; esac
    [ -e "$case_dir/cmd" ] || continue
    case_dir=$(cd "$case_dir" && pwd)
    n=$((n + 1))
    printf '%s\0' "$case_dir" >>"$said/.cases"
done
[ $n -gt 0 ] || {
    echo "no command-line cases"
    exit 1
}
xargs -0 -n 1 -P "$(nproc 2>/dev/null || echo 2)" -I '{}' \
    sh "$here/run.sh" --one "$program" '{}' "$said" <"$said/.cases" 2>/dev/null
cat "$said"/* 2>/dev/null
failed=$(find "$said" -name '*.failed' | wc -l)
if [ "$failed" -gt 0 ]; then
    echo "  FAIL tests/cli ($failed of $n cases)"
    exit 1
fi
echo "  OK   tests/cli ($n cases)"
