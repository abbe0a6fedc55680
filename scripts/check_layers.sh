#!/bin/sh
# check_layers.sh DOCUMENT - the architecture as a table, checked on every commit.
#
# The table stands in DOCUMENT between <!-- layers --> and <!-- /layers -->, one row a
# folder (or a pattern of files, which then speaks for them instead of their folder):
#   | `name` ... | what lives there | may include: `folder` ... | libraries: `header` ... |
# Everybody may include his own folder and the headers of ISO C that ask nothing of the
# machine. `posix` in the last column stands for the rest of the system's headers.
set -eu
document=$1
folders='sim models page cli'
table=$(mktemp) code=$(mktemp)
trap 'rm -f "$table" "$code"' EXIT
bad=0

# name|folders|libraries, space-separated.
awk -F'|' '
    function spans(s,   out) {
        while (match(s, /`[^`]+`/)) {
            out = out substr(s, RSTART + 1, RLENGTH - 2) " "
            s = substr(s, RSTART + RLENGTH)
        }
        return out
    }
    /<!-- layers -->/ { inside = 1 }
    /<!-- \/layers -->/ { inside = 0 }
    inside && /^\| *`/ {
        n = split(spans($2), name, " ")
        for (i = 1; i <= n; i++) print name[i] "|" spans($4) "|" spans($5)
    }' "$document" >"$table"
[ -s "$table" ] || {
    echo "$document: no layer table"
    exit 1
}

# shellcheck disable=SC2086  # folders are words
grep -rnE '^ *# *include' $folders --include='*.[ch]' | LC_ALL=C sort | awk -F: -v table="$table" '
    BEGIN {
        while ((getline line < table) > 0) {
            split(line, f, "|")
            rows++; name[rows] = f[1]; may[rows] = f[2]; libraries[rows] = f[3]
        }
        pure = "^(assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|math|stdalign|" \
               "stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|tgmath|" \
               "uchar|wchar|wctype)[.]h$"
        system_ = "^(dirent|fcntl|fnmatch|ftw|glob|iconv|langinfo|locale|poll|setjmp|signal|spawn|" \
                  "strings|termios|threads|time|unistd|sys/[a-z]+)[.]h$"
    }
    # The longest name that fits is the row that speaks for the file.
    function row_of(file, folder,   i, best, length_, pattern) {
        best = 0; length_ = -1
        for (i = 1; i <= rows; i++) {
            pattern = name[i]
            gsub(/[.]/, "[.]", pattern); gsub(/[*]/, ".*", pattern)
            if (name[i] != folder && file !~ ("^" pattern "$")) continue
            if (length(name[i]) > length_) { best = i; length_ = length(name[i]) }
        }
        return best
    }
    function allows(list, what, is_folder,   n, w, i) {
        n = split(list, w, " ")
        for (i = 1; i <= n; i++) {
            if (is_folder && index(what, w[i] "/") == 1) return 1
            if (is_folder) continue
            if (w[i] == what || (w[i] ~ /\/$/ && index(what, w[i]) == 1)) return 1
            if (w[i] == "posix" && what ~ system_) return 1
        }
        return 0
    }
    {
        file = $1; folder = file; sub(/\/[^\/]*$/, "", folder)
        row = row_of(file, folder)
        if (row == 0) { print file ": folder " folder " is not in the layer table"; bad = 1; next }
        what = $3
        if (match(what, /"[^"]*"/)) {
            what = substr(what, RSTART + 1, RLENGTH - 2)
            home = what; sub(/\/[^\/]*$/, "", home)
            if (home == folder || (what == "version_macros.h" && file == "cli/version.c")) next
            if (!allows(may[row], what, 1)) {
                print file ":" $2 ": " name[row] " may not include \"" what "\""; bad = 1 }
        } else if (match(what, /<[^>]*>/)) {
            what = substr(what, RSTART + 1, RLENGTH - 2)
            if (what !~ pure && !allows(libraries[row], what, 0)) {
                print file ":" $2 ": " name[row] " may not include <" what ">"; bad = 1 }
        } else { print file ":" $2 ": what does this include?"; bad = 1 }
        if (what ~ /[.]c$/) { print file ":" $2 ": includes a source file"; bad = 1 }
    }
    END { exit bad }' || bad=1

# The code alone, as file:line:text: no comments, no strings.
# shellcheck disable=SC2086,SC2016
find $folders -name '*.[ch]' | LC_ALL=C sort | xargs awk '
    FNR == 1 { comment = 0 }
    {
        line = $0; out = ""
        while (line != "") {
            if (comment) {
                if (!(end = index(line, "*/"))) break
                line = substr(line, end + 2); comment = 0
            } else if (substr(line, 1, 2) == "/*") { comment = 1; line = substr(line, 3) }
            else if (substr(line, 1, 2) == "//") break
            else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^\047([^\047\\]|\\.)+\047/)) {
                out = out "\"\""; line = substr(line, RLENGTH + 1)
            } else { out = out substr(line, 1, 1); line = substr(line, 2) }
        }
        if (out ~ /[^ \t]/) print FILENAME ":" FNR ":" out
    }' >"$code"

# A dangerous or foreign thing has one home; elsewhere it is an error.
only_in() { # homes (extended regex), what (extended regex), why
    hits=$(grep -E "^[^:]*:[0-9]*:.*$2" "$code" | grep -vE "^($1)" || true)
    [ -z "$hits" ] || {
        printf '%s\n  ^ only %s may: %s\n' "$hits" "$1" "$3"
        bad=1
    }
}
only_in 'sim/base/'              '\b(malloc|calloc|realloc|free|strdup)\('      'touch the heap'
only_in 'sim/output/'            '\b(popen|system|fork|exec[vl]p?e?|posix_spawnp?)\(' 'start a program'
only_in 'sim/base/bug.c'         '\babort\('                                    'abort'
only_in 'cli/'                   '\b_?exit\('                                   'end the process'
only_in 'cli/|sim/base/bug.c'    '\b(v?printf|puts|putchar|perror)\(|\bstd(out|err)\b' 'print'
only_in 'nobody'                 '\b(strcpy|strcat|v?sprintf|strtok|ato[ifl]|s?rand|gets|localtime|gmtime)\(' 'use these'
exit $bad
