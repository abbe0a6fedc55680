#!/bin/sh
# embed_assets.sh HTML STYLE ENGINE SCRIPT... - writes the C source behind cli/assets.h.
# ENGINE is the WebAssembly module, or "" where it cannot be built. Scripts are joined.
set -eu
html=$1 style=$2 engine=$3
shift 3

# name, file ("" or "-" for standard input)
asset() {
    printf 'static const unsigned char %s[] = {\n' "$1"
    if [ -n "$2" ]; then
        cat -- "$2" | od -An -v -tu1 | sed 's/  */,/g; s/^,//; s/$/,/'
    fi
    printf '0};\nconst struct asset assets_%s = {%s, sizeof %s - 1};\n' "$1" "$1" "$1"
}

printf '#include "cli/assets.h"\n'
asset html "$html"
asset style "$style"
cat "$@" | asset script -
asset engine "$engine"
