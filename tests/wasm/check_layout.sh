#!/bin/sh
# check_layout.sh CLANG - a compiled scenario lies in memory alike natively and in WebAssembly.
#
# Compares the compiler's own layout (size, alignment and offset of every member) of all
# structures that a compiled scenario is made of. A member that is a pointer, a long or a
# size_t would have another width there.
set -eu
export LC_ALL=C
clang=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
headers='models/ward/plan.h models/queue/design.h'

# One object of each structure of these headers makes the compiler lay it out.
{
    for header in $headers; do
        echo "#include \"$header\""
    done
    # shellcheck disable=SC2086  # words
    sed -n 's/^struct \([a-z_]*\) {$/struct \1 an_object_of_\1;/p' $headers
} >"$work/all.c"
names=$(sed -n 's/^struct \([a-z_]*\) an_object.*/\1/p' "$work/all.c")
[ "$(echo "$names" | wc -l)" -gt 20 ] || {
    echo "check_layout.sh: found too few structures: $names"
    exit 1
}

layout() { # options of the target
    "$clang" "$@" -std=c17 -I. -Xclang -fdump-record-layouts -S -o "$work/asm" "$work/all.c" | awk -v names="$names" '
        BEGIN { n = split(names, name, "\n"); for (i = 1; i <= n; i++) wanted["struct " name[i]] = 1 }
        /^\*\*\* Dumping AST Record Layout/ { is_new = 1; is_wanted = 0; next }
        is_new { line = $0; sub(/^[^|]*\| /, "", line); is_wanted = line in wanted; is_new = 0 }
        /^ *$/ { is_wanted = 0 }
        is_wanted { print }'
}

layout --target=x86_64-linux-gnu >"$work/native"
layout --target=wasm32-wasi -nostdlibinc -isystem /usr/include/wasm32-wasi >"$work/wasm"
count=$(grep -c 'sizeof' "$work/native")
[ "$count" -ge "$(echo "$names" | wc -l)" ] || {
    echo "check_layout.sh: the compiler laid out $count of these structures: $names"
    exit 1
}
diff "$work/native" "$work/wasm" || {
    echo "differs: < natively, > in WebAssembly"
    exit 1
}
# Beside a member of eight bytes a pointer could hide: nothing would move.
if grep -E '\*|\b(long|size_t|ptrdiff_t|time_t|intptr_t|uintptr_t)\b' "$work/native"; then
    echo "  ^ not in a compiled scenario: its width depends on the machine"
    exit 1
fi
echo "same layout: $count structures"
