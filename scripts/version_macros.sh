#!/bin/sh
# version_macros.sh CC VARIANT FLAGS - prints the header that tells a program what it was built from.
#
# MADOSIM_SOURCE_DIGEST is SHA-256 over the names and contents of all C sources, so it is
# the same in a checkout and in an unpacked archive, and differs for a dirty one.
# MADOSIM_DATE is that of the first heading of CHANGELOG.md, which a release writes.
# MADOSIM_DIRTY is 1 when git sees any change; without git there is nothing to compare with.
set -eu

digest=$(find sim models page cli -name '*.[ch]' -type f | LC_ALL=C sort | tr '\n' '\0' |
    xargs -0 sha256sum | sha256sum | cut -c 1-64)

# An archive unpacked inside somebody else's repository is not that repository.
dirty=0
if [ "$(git rev-parse --is-inside-work-tree 2>/dev/null)" = true ] &&
    [ -z "$(git rev-parse --show-prefix)" ]; then
    version=$(git describe --tags --always 2>/dev/null || echo unborn)
    [ -z "$(git status --porcelain)" ] || dirty=1
else
    version=source-$(printf '%.12s' "$digest")
fi

date=$(sed -n '/^## /{s/.*(\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\))$/\1/p;q;}' CHANGELOG.md)
[ -n "$date" ] || {
    echo "CHANGELOG.md: the first heading has no date, such as (2026-11-26)" >&2
    exit 1
}

quoted() {
    printf '%s' "$1" | sed 's/[\\"]/\\&/g'
}

cat <<HEADER
/* Written by scripts/version_macros.sh. */
#ifndef VERSION_MACROS_H
#define VERSION_MACROS_H
#define MADOSIM_VERSION "$(quoted "$version")"
#define MADOSIM_DATE "$date"
#define MADOSIM_SOURCE_DIGEST "$digest"
#define MADOSIM_DIRTY $dirty
#define MADOSIM_COMPILER "$(quoted "$($1 --version | head -n 1)")"
#define MADOSIM_VARIANT "$(quoted "$2")"
#define MADOSIM_FLAGS "$(quoted "$3")"
#endif
HEADER
