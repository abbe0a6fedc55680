#!/bin/sh
# check_excel.sh PROGRAM - LibreOffice opens the workbook of an export, and every cell of every
# sheet that is a table of the results has the table's value. A month of the city and an office
# of counters. Without soffice or node it says that nothing was checked.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
for tool in soffice node; do
    command -v $tool >/dev/null 2>&1 || {
        echo "  SKIP tests/excel ($tool is not installed)"
        exit 0
    }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A profile of its own, so that no office that is running is asked. The last number is the sheet:
# -1 means all of them; the values are those of the cells, not as they are shown.
to_csv() { # workbook, folder
    soffice --headless -env:UserInstallation="file://$work/profile" \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$2" "$1" >"$work/said" 2>&1 || {
        head -n 5 "$work/said"
        return 1
    }
}

check() { # name, scenario, options of the run...
    name=$1 scenario=$2
    shift 2
    "$program" run "$scenario" -q --no-figures -o "$work/$name" "$@" &&
        "$program" export "$work/$name" --excel -q || return 1
    mkdir "$work/$name/sheets"
    cp "$work/$name"/excel/*.xlsx "$work/$name/book.xlsx"
    to_csv "$work/$name/book.xlsx" "$work/$name/sheets" &&
        node "$here/check_values.mjs" "$work/$name/data" "$work/$name/sheets" book
}

# Facts of the first sheet: however many settings there are, the command is among them.
many_settings() {
    set --
    for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
        set -- "$@" --set "target.within=$n min"
    done
    check settings "$here/../cli/mini.yaml" -r 1 "$@" || return 1
    grep -q '再現 to repeat' "$work"/settings/sheets/book-*summary.csv || {
        echo "  the command is missing among the facts"
        return 1
    }
}

if many_settings && check city "$here/../cli/mini.yaml" -r 2 && check office "$here/../cli/queue.yaml" --customers; then
    echo "  OK   tests/excel"
else
    echo "  FAIL tests/excel"
    exit 1
fi
