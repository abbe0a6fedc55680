#!/bin/sh
# check_cookbook.sh PROGRAM quick|full [NUMBER...] - runs the commands of docs/cookbook.md.
#
# A question there is a block ```sh with one command and, right after it, a block ```text with
# lines of what it prints, in their order; a line ... stands for lines left out.
#   full   every quoted line is printed exactly so: results are the same on every machine.
#          Some minutes; needs a release.
#   quick  with one replication: the command is accepted, exits with 0, and prints the names of
#          all quoted rows. Commands that cannot be short (marked "slow" after ```sh) are only
#          looked at by full.
# What the commands printed stays in build/cookbook/NUMBER.txt.
set -eu
export program="$1"
form=$2
shift 2
page=docs/cookbook.md
work=build/cookbook
rm -rf "$work"
mkdir -p "$work"

# NUMBER.cmd, NUMBER.want, and NUMBER.slow where it is marked.
awk -v work="$work" '
    /^```sh/ { n++; in_command = 1; if ($2 == "slow") printf "" >(work "/" n ".slow"); next }
    /^```text/ { in_lines = 1; next }
    /^```/ { in_command = in_lines = 0; next }
    in_command { print >(work "/" n ".cmd") }
    in_lines { print >(work "/" n ".want") }' "$page"

# Row names: the letters before the first two spaces.
names() {
    sed -e 's/^ *//' -e 's/  .*//' | grep -E '^[A-Za-z_ ().%]{4,}$' || true
}

check_full() { # wanted, printed
    awk -v page="$page" '
        NR == FNR { printed[++n] = $0; next }
        $0 == "..." || $0 == "" { next }
        {
            for (i = at + 1; i <= n && printed[i] != $0; i++) continue
            if (i <= n) { at = i; next }
            print page ": not printed (any more, or not in this order): " $0
            bad = 1
        }
        END { exit bad }' "$2" "$1"
}

check_quick() { # wanted, printed
    names <"$1" | grep -vxE 'city|\.\.\.' | while read -r name; do
        grep -qF -- "$name" "$2" || echo "$page: no row \"$name\" any more"
    done | grep . && return 1
    return 0
}

bad=0 done=0
for command in "$work"/*.cmd; do
    number=$(basename "$command" .cmd)
    case " ${*:-$number} " in *" $number "*) ;; *) continue ;; esac
    more=
    if [ "$form" = quick ]; then
        [ ! -e "$work/$number.slow" ] || continue
        more=' -r 1'
    fi
    # Continued lines are one; the program is the one that is asked about.
    # shellcheck disable=SC2016  # the name of the variable is meant
    text=$(sed -e :a -e '/\\$/{N;s/\\\n *//;ba' -e '}' -e 's/^madosim/"$program"/' "$command")
    status=0
    (eval "$text$more -q") >"$work/$number.txt" 2>"$work/$number.err" || status=$?
    if [ $status -ne 0 ]; then
        echo "$page: exit $status: $(cat "$command")"
        cat "$work/$number.err"
        bad=1
        continue
    fi
    "check_$form" "$work/$number.want" "$work/$number.txt" || bad=1
    done=$((done + 1))
done
[ $done -gt 0 ] || { echo "$page: no command"; exit 1; }
[ $bad -eq 0 ] || exit 1
echo "  OK   $page: $done commands"
