#!/bin/sh
# check_symbols.sh BUILD - names tell the file, and no state hides in globals.
#   1. every exported symbol starts with its file's name; sim/engine puts sim_ before it.
#      A file of a family may use the family's name: ward_day.c exports ward_day_* and ward_*.
#   2. no object file holds a writable variable, static or not
set -eu
build=$1
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find "$build/sim" "$build/models" "$build/page" "$build/cli" -name '*.o' | LC_ALL=C sort >"$list"
bad=0
while read -r object; do
    stem=$(basename "$object" .o)
    case $object in
    */sim/base/bug.o) prefix=bug ;;
    */cli/main.o) prefix=main ;;
    */sim/engine/*) prefix=sim_$stem ;;
    *) prefix=$stem ;;
    esac
    # An object of a source that is gone says nothing about the program.
    source=${object#"$build"/}
    [ -e "${source%.o}.c" ] || continue
    nm --format=sysv --defined-only "$object" | awk -F'|' -v p="$prefix" -v o="${source%.o}.c" '
        # The whole name of the file, or leading words of it (after sim_ in the engine).
        function is_ours(name,   family) {
            family = p
            while (family != "sim") {
                if (name == family || index(name, family "_") == 1) return 1
                if (!sub(/_[^_]*$/, "", family)) return 0
            }
            return 0
        }
        { gsub(/ /, "") }
        $1 ~ /^(__|_sub_I|\.L)/ { next }
        $3 ~ /^[TDBRVWG]$/ && !is_ours($1) {
            print o ": " $1 " should start with " p "_"; bad = 1 }
        $4 == "OBJECT" && $7 ~ /^\.(t?bss|t?data)/ && $7 !~ /^\.data\.rel\.ro/ {
            print o ": " $1 " is writable state outside any struct"; bad = 1 }
        END { exit bad }' || bad=1
done <"$list"
exit $bad
