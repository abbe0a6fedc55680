#!/bin/sh
# setup.sh LEVEL - installs what LEVEL (run, page, check or ci) needs and is not there yet.
#
# The list is packages.txt. When everything is there, this says nothing and changes
# nothing. It installs with apt-get, through sudo for anybody but root, and tells first
# what and why. Elsewhere it prints the list and leaves the installing to a person. Level
# ci also takes from npm what the tests of the pages need (tests/page/package-lock.json).
set -u

level=${1:-run}
list=$(dirname "$0")/packages.txt
case $level in
run) levels=' run ' ;;
page) levels=' run page ' ;;
check) levels=' run check ' ;;
ci) levels=' run page check ci ' ;;
*)
    echo "usage: setup.sh run|page|check|ci" >&2
    exit 2
    ;;
esac

is_there() { # proof
    case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

# Sets missing (package names) and reasons (one line each).
find_missing() {
    missing='' reasons=''
    while read -r package needed_for proof why; do
        case $package in '' | '#'*) continue ;; esac
        case $levels in *" $needed_for "*) ;; *) continue ;; esac
        is_there "$proof" && continue
        missing="$missing $package"
        reasons="$reasons$(printf '  %-28s %s' "$package" "$why")
"
    done <"$list"
}

# Into tests/page/node_modules, which git does not see.
install_from_npm() {
    case $levels in *' ci '*) ;; *) return 0 ;; esac
    tests=$(dirname "$0")/../tests/page
    [ ! -e "$tests/node_modules/axe-core/axe.min.js" ] || return 0
    echo 'Installing what the tests of the pages need (npm ci in tests/page)'
    (cd "$tests" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error) >&2
}

find_missing
[ -n "$missing" ] || {
    install_from_npm
    exit
}

if ! command -v apt-get >/dev/null 2>&1; then
    printf 'These packages (Debian names) are missing; please install them by hand:\n%s' "$reasons" >&2
    printf 'To go on without them: make %s SETUP=:\n' "$level" >&2
    exit 1
fi

as_root=''
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        printf 'Missing:\n%s' "$reasons" >&2
        printf 'Please run as root: apt-get install --no-install-recommends%s\n' "$missing" >&2
        exit 1
    fi
    as_root=sudo
fi

printf 'Installing what is missing (apt-get, Debian packages; this takes a minute):\n%s' "$reasons"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # the list is split on purpose
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$log" 2>&1
}

# shellcheck disable=SC2086
{
    # The lists of a fresh system are empty, those of an old one point to files long gone.
    apt install --simulate $missing || apt update
    apt install $missing || { apt update && apt install $missing; }
}
status=$?
find_missing
if [ "$status" -ne 0 ] || [ -n "$missing" ]; then
    tail -n 20 "$log" >&2
    printf 'setup.sh: still missing:%s\n' "${missing:- nothing, but apt-get failed}" >&2
    exit 1
fi
install_from_npm
