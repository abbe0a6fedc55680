// test_pdf.mjs - the report on paper: what `report --pdf` printed. node --test; FOLDER (of
// *.pdf) comes by the environment; pdfinfo, pdftotext and pdftoppm are those of poppler-utils.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const { FOLDER } = process.env;
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".pdf")).sort();
const of = (name) => join(FOLDER, name);
const said = (program, ...words) => execFileSync(program, words, { encoding: "utf8" });
const DPI = 40, MARGIN_MM = 13, FOOT_MM = 15; // @page of report_style.c; the foot holds the run

function infoOf(name) {
    return Object.fromEntries(said("pdfinfo", of(name)).trim().split("\n").map((l) => [l.slice(0, l.indexOf(":")), l.slice(l.indexOf(":") + 1).trim()]));
}

const pagesOf = (name) => said("pdftotext", "-layout", of(name), "-").split("\f").slice(0, -1);

// How far down each page is written on, of the height between its margins; and its share of ink.
function fillOf(name, page) {
    const pgm = execFileSync("pdftoppm", ["-r", String(DPI), "-gray", "-f", String(page), "-l", String(page), of(name)]);
    const [head, width, height] = pgm.subarray(0, 40).toString("latin1").match(/^P5\s+(\d+)\s+(\d+)\s+\d+\s/);
    const from = Math.round(MARGIN_MM / 25.4 * DPI), to = height - Math.round(FOOT_MM / 25.4 * DPI);
    let last = from, ink = 0;
    for (let y = from; y < to; y++)
        for (let x = 0; x < width; x++)
            if (pgm[head.length + y * width + x] < 200) {
                last = y;
                ink++;
            }
    return { filled: (last - from) / (to - from), ink: ink / (width * (to - from)) };
}

test("there is a PDF of each report", () => {
    assert.deepEqual(names, ["report_city_en.pdf", "report_city_ja.pdf", "report_en.pdf", "report_ja.pdf", "report_manager_ja.pdf"]);
});

for (const name of names) {
    test(`${name}: A4, tagged, of 8 to 12 pages`, () => {
        const info = infoOf(name), [width, height] = info["Page size"].match(/[\d.]+/g).map(Number);
        assert.ok(Math.abs(width - 210 / 25.4 * 72) < 1 && Math.abs(height - 297 / 25.4 * 72) < 1, info["Page size"]);
        assert.equal(info.Tagged, "yes");
        assert.equal(info.JavaScript, "no");
        assert.ok(info.Pages >= 8 && info.Pages <= 12, `${info.Pages} pages`);
    });

    test(`${name}: no page is blank, none but the last less than a third full`, () => {
        const pages = pagesOf(name);
        const fills = pages.map((_, i) => fillOf(name, i + 1));
        console.log(`filled: ${name} ${fills.map((f) => `${Math.round(100 * f.filled)}%`).join(" ")}`);
        for (const [i, { filled, ink }] of fills.entries()) {
            assert.ok(pages[i].replace(/\s/g, "").length > 150, `page ${i + 1} says too little: ${pages[i]}`);
            assert.ok(ink > 0.004, `page ${i + 1}: ${ink} of it is ink`);
            assert.ok(filled > (i === fills.length - 1 ? 0.05 : 1 / 3), `page ${i + 1} is filled by ${filled}`);
        }
    });

    test(`${name}: its text can be searched and every page tells its run and number`, () => {
        const pages = pagesOf(name), text = pages.join("\n"), isJapanese = name.includes("_ja");
        // Japanese is written without spaces, which pdftotext may put between characters.
        const plain = isJapanese ? text.replace(/\s/g, "") : text;
        for (const word of isJapanese ? ["目標(30分以内に90%)", "どれだけ待つか", "青葉", "保土ケ谷", "判定", "前提一覧", "再現方法"]
            : ["The target (90% within 30 min)", "How long people wait", "Aoba", "Verdict", "Assumptions", "How to repeat it"])
            assert.ok(plain.includes(word), word);
        const run = plain.match(isJapanese ? /試算ID([0-9a-f]{8})/ : /run ([0-9a-f]{8})/)[1];
        for (const [i, page] of pages.entries()) {
            assert.match(page, new RegExp(`${isJapanese ? "試算ID" : "Run"} ${run}`), `page ${i + 1}`);
            assert.match(page, new RegExp(`\\b${i + 1}/${pages.length}\\s*$`), `page ${i + 1}`);
        }
    });

    test(`${name}: answer, cards and a figure stand on the first sheet, and no table is cut that fits on one`, () => {
        const pages = pagesOf(name), isJapanese = name.includes("_ja");
        assert.match(pages[0], isJapanese ? /図1 / : /Figure 1 /);
        assert.match(pages[0], isJapanese ? /企画:[\s\S]*管理:|管理:[\s\S]*企画:/ : /Planning:[\s\S]*Management:/);
        // The first and the last ward of the tables by ward stand on the page of their caption.
        for (const page of pages.filter((p) => (isJapanese ? /表\d+ (待ち時間と断った人|予約と職場|区別の負荷率)/ : /Table \d+ (Waits|Bookings|Load by ward)/).test(p)))
            for (const ward of isJapanese ? ["鶴見", "瀬谷"] : ["Tsurumi", "Seya"])
                assert.ok(page.includes(ward), `${ward} is not on the page of its table's caption`);
    });
}
