#!/bin/sh
# check_page.sh PROGRAM BLOCK_TOOL - the pages that the program writes. The numbers of whatif
# under node; all of them in Chromium and some in Firefox, where those are installed; what
# axe-core finds, where `npm ci` has been run in tests/page (scripts/setup.sh ci does).
set -eu
program=$(realpath "$1") tool=$(realpath "$2")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

check() { # name of the test
    node --test "tests/page/$1.mjs" >"$work/log" || {
        cat "$work/log"
        exit 1
    }
    sed -n 's/^# \(first result\|not serious\|filled\)/\1/p; s/^ok .* # SKIP \(.*\)/skipped: \1/p' \
        "$work/log" | sort -u
    echo "$1: $(grep '^ok ' "$work/log" | grep -vc '# SKIP') passed"
}

# Results and pages, each in both languages: the month that the tests know, the whole city.
make_pages() {
    mkdir "$FOLDER"
    for of in _ _city_; do
        scenario=tests/cli/mini.yaml
        [ $of = _ ] || scenario=scenarios/yokohama-fy2020.yaml
        "$program" run $scenario -r 4 -q -o "$work/run$of"
        for language in ja en; do
            "$program" report "$work/run$of" -q --pdf --lang $language
            cp "$work/run$of/report.html" "$FOLDER/report$of$language.html"
            cp "$work/run$of/report.pdf" "$FOLDER/report$of$language.pdf"
        done
    done
    "$program" report "$work/run_" -q --pdf --lang ja --role manager
    cp "$work/run_/report-manager.html" "$FOLDER/report_manager_ja.html"
    cp "$work/run_/report-manager.pdf" "$FOLDER/report_manager_ja.pdf"
    for language in ja en; do
        tail=''
        [ $language = ja ] || tail=.en
        "$program" calendar "$work/run_" --ward all --month 2020-07 --format html -q \
            --lang $language -o "$work/calendar"
        cp "$work/calendar/aoba-2020-07$tail.html" "$FOLDER/calendar_$language.html"
        cp "$work/calendar/calendars$tail.html" "$FOLDER/calendars_$language.html"
        "$program" diff scenarios/yokohama-fy2020.yaml scenarios/policies/every-saturday.yaml \
            --format shinkyu --lang $language -o "$FOLDER/shinkyu_$language.html"
    done
}

command -v node >/dev/null || {
    echo "skipped: node is not installed"
    exit 0
}
# The whole period of a small scenario: what compare says needs no other settings then.
"$program" whatif tests/cli/mini.yaml --ward 青葉,港北 --month 2020-07 -r 2 -o "$work/whatif.html" \
    --lang ja --progress none
export PROGRAM="$program" BLOCK_TOOL="$tool" WORK="$work" PAGE="$work/whatif.html" FOLDER="$work/pages"
check test_page

BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$BROWSER" ] || {
    echo "skipped: test_browser, test_static: Chromium is not installed"
    exit 0
}
export BROWSER
check test_browser
make_pages
check test_static
FIREFOX=$(command -v firefox-esr || command -v firefox || true)
export FIREFOX
if [ -n "$FIREFOX" ]; then
    check test_firefox
else
    echo "skipped: test_firefox: Firefox is not installed"
fi
if command -v pdfinfo >/dev/null && command -v pdftotext >/dev/null; then
    check test_pdf
else
    echo "skipped: test_pdf: poppler-utils is not installed"
fi
