#!/bin/sh
# make_gallery.sh PROGRAM FOLDER - every figure there is, in both languages, as SVG and PNG: the
# scenarios of this folder, each at one extreme, the default one and one policy. FOLDER/index.html
# shows them side by side; look.mjs finds words that overlap or leave their sheet.
set -eu
program=$(realpath "$1") folder=$2
here=$(cd "$(dirname "$0")" && pwd)
scenarios=$here/../../scenarios
mkdir -p "$folder"
folder=$(realpath "$folder")

# draw NAME FILE [options of run]: figures and calendars of one scenario.
draw() {
    name=$1 file=$2
    shift 2
    for language in ja en; do
        run=$folder/$name/$language
        "$program" run "$file" -o "$run" --lang "$language" --quiet --progress none "$@"
        "$program" calendar "$run" --format html,svg --lang "$language" --quiet
    done
}

# show NAME: its pictures as rows of the index.
show() {
    printf '<h2>%s</h2>\n' "$1"
    for picture in plots/ecdf plots/days plots/heat plots/calendar; do
        [ ! -e "$folder/$1/ja/$picture.svg" ] || for language in ja en; do
            printf '<img src="%s.svg" alt=""><img src="%s.png" alt="">\n' \
                "$1/$language/$picture" "$1/$language/$picture"
        done
    done
    for sheet in "$folder/$1"/*/calendar/*.svg; do
        printf '<img src="%s" alt="">\n' "${sheet#"$folder/"}"
    done
    for page in "$folder/$1"/*/report.html "$folder/$1"/*/calendar/*.html; do
        printf '<a href="%s">%s</a>\n' "${page#"$folder/"}" "${page#"$folder/"}"
    done
}

for file in "$here"/*.yaml; do
    draw "$(basename "$file" .yaml)" "$file"
done
draw city "$scenarios/yokohama-fy2020.yaml" --replications 4
draw policy "$scenarios/policies/joint-centre.yaml" --replications 4
{
    printf '<!DOCTYPE html>\n<meta charset="utf-8"><title>gallery</title>\n'
    printf '<style>img{width:48%%;margin:2px;border:1px solid #aab2bb;vertical-align:top}</style>\n'
    for run in "$folder"/*/; do
        show "$(basename "$run")"
    done
} >"$folder/index.html"
echo "$folder/index.html"
