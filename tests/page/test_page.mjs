// test_page.mjs - the page's numbers are those of the command it shows. node --test;
// PAGE, PROGRAM (madosim), BLOCK_TOOL (tests/wasm/run_block) and WORK come by the environment.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { counted, readPage } from "./page.mjs";

const { PAGE, PROGRAM, BLOCK_TOOL, WORK } = process.env;
const page = readPage(PAGE), { data } = page;
const N = 3;

// A state by keys of levels: {counters: "+1"}.
function stateWith(ward, keys, halves = null) {
    const state = page.stateOf(data, ward);
    for (const c of data.wards[ward].controls)
        if (keys[c.id] !== undefined) {
            state.levels[c.id] = c.levels.findIndex((l) => l.key === keys[c.id]);
            assert.notEqual(state.levels[c.id], -1, `${c.id}=${keys[c.id]}`);
        }
    state.halves = halves;
    return state;
}

const roster = data.wards[1].halves.map((h, k) => h.n + (k % 3) - 1 + (k % 3 === 0 ? 2 : 0));
const cases = {
    "as it is": stateWith(0, {}),
    "two counters less": stateWith(0, { counters: "-2" }),
    "appointments, short slots, no early end": stateWith(0, { counters: "+1", mode: "required", slot: "15", early: "never" }),
    "half of the people booked, surge doubled": stateWith(0, { mode: "50", "surge-mynapoint": "2", slot: "20" }),
    "counters by half hour": stateWith(1, { early: "w0" }, roster),
    "counters by half hour, a part booked, tickets": stateWith(1, { mode: "30", early: "t15", slot: "60" }, roster),
};

let numbered = 0;

// The page's command line, run here.
function runCommand(state, n) {
    const folder = `${WORK}/run-${numbered++}`, line = page.commandOf(data, state, n);
    assert.match(line, /^madosim run /);
    execFileSync("sh", ["-c", `"${PROGRAM}" ${line.slice("madosim ".length)} -q --no-figures --progress none -j 2 -o "${folder}"`]);
    return folder;
}

function rows(path) {
    const [head, ...lines] = readFileSync(path, "utf8").trim().split("\n").map((l) => l.split(","));
    return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

// Equal as far as the table writes it.
function same(text, value, what) {
    if (text === "")
        return assert.ok(Number.isNaN(value), what);
    const digits = (text.split(".")[1] || "").length;
    assert.ok(Math.abs(Number(text) - value) <= 0.5000001 * 10 ** -digits, `${what}: ${text} in the table, ${value} on the page`);
}

for (const [name, state] of Object.entries(cases)) {
    test(`${name}: the block is what the program compiles with the settings shown`, () => {
        const path = `${WORK}/block`;
        execFileSync(BLOCK_TOOL, ["compile", "ward", data.file, path, ...page.settingsOf(data, state)]);
        const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
        assert.equal(digest(page.planOf(data, page.base, state)), digest(readFileSync(path)));
    });

    test(`${name}: numbers and intervals are those of the command`, () => {
        const folder = runCommand(state, N), ward = data.wards[state.ward], { counts } = counted(page, state, N);
        const table = rows(`${folder}/data/summary.csv`).filter((r) => r.site === ward.ja && r.access === "all");
        for (const m of page.measuresOf(data)) {
            const row = table.find((r) => r.metric === m.id), i = page.intervalOf(data, m, counts);
            const share = row.unit === "1" ? 100 : 1;
            same(row.estimate, i.estimate / share, `${m.id} estimate`);
            if (m.unit !== "%") { // the table keeps shares between 0 and 1
                same(row.ci_lo, i.lo / share, `${m.id} lower bound`);
                same(row.ci_hi, i.hi / share, `${m.id} upper bound`);
            }
            if (row.verdict !== "")
                assert.equal(page.verdictOf(i, data.target_share * 100), row.verdict);
        }
        for (const row of rows(`${folder}/data/wait_ecdf.csv`).filter((r) => r.site === ward.ja))
            same(row.share, page.shareWithin(page.sectionOf(counts, page.SECTIONS, row.access === "booked" ? 0 : 1), Number(row.minutes) * 60e6),
                `share within ${row.minutes} min, ${row.access}`);
    });
}

test("differences are paired as compare pairs them", () => {
    const a = cases["as it is"], b = cases["two counters less"];
    const sets = page.settingsOf(data, b).filter((s) => !data.set.includes(s)).flatMap((s) => ["--set", s]);
    assert.equal(data.set.length, 0, "the page of this test holds the whole period");
    const said = JSON.parse(execFileSync(PROGRAM, ["compare", data.file, ...sets, "-r", "4", "--seed", data.seed, "--json", "-q"]));
    const from = counted(page, a, 4).counts, to = counted(page, b, 4).counts;
    const text = JSON.stringify(said);
    for (const id of ["share_within_target", "wait_p90", "turned_away"]) {
        const d = page.differenceOf(data, page.measuresOf(data).find((m) => m.id === id), from, to);
        const row = findDifference(said, data.wards[0].ja, id);
        assert.ok(row !== undefined, `${id} in ${text.slice(0, 300)}`);
        const scale = id === "share_within_target" ? 100 : 1;
        assert.ok(Math.abs(row.difference * scale - d.estimate) < 1e-3 * scale, `${id}: ${row.difference} and ${d.estimate}`);
        assert.ok(Math.abs((row.hi - row.lo) / 2 * scale - d.half) < 1e-3 * scale, `${id}: half of ${row.lo}..${row.hi} and ${d.half}`);
    }
});

function findDifference(said, site, metric) {
    const found = [];
    const walk = (x) => {
        if (Array.isArray(x))
            x.forEach(walk);
        else if (x !== null && typeof x === "object") {
            if (x.metric === metric && x.site === site && x.access === "all")
                found.push({ difference: x.difference, lo: x.difference_lo ?? x.ci_lo ?? x.lo, hi: x.difference_hi ?? x.ci_hi ?? x.hi });
            Object.values(x).forEach(walk);
        }
    };
    walk(said);
    return found.find((f) => f.difference !== undefined && f.difference !== null);
}

test("a link restores the state, and a foreign one is refused", () => {
    for (const state of Object.values(cases))
        assert.equal(page.linkOf(data, page.stateFrom(data, `#${page.linkOf(data, state)}`)), page.linkOf(data, state));
    assert.equal(page.stateFrom(data, "#ward=999999"), null);
    assert.equal(page.stateFrom(data, "#"), null);
    const odd = page.stateFrom(data, `#ward=${data.wards[0].code}&counters=1000&half=1.2&mode=no`);
    assert.equal(page.linkOf(data, odd), `ward=${data.wards[0].code}`);
});

test("a broken link is read as far as it goes", () => {
    assert.equal(page.stateFrom(data, "#ward=%zz"), null);
    const state = page.stateFrom(data, `#ward=${data.wards[0].code}&counters=-2&b.ward=%E0%A4`);
    assert.equal(page.linkOf(data, state), page.linkOf(data, cases["two counters less"]));
});

test("what is compared with is of the same ward", () => {
    const state = stateWith(0, {}), [own, other] = data.wards.map((w) => w.code);
    assert.equal(page.baselineFrom(data, `#b.ward=${own}&b.counters=-2`, state).ward, 0);
    assert.notDeepEqual(page.baselineFrom(data, `#b.ward=${own}&b.counters=-2`, state).levels, state.levels);
    assert.equal(page.linkOf(data, page.baselineFrom(data, `#b.ward=${other}`, state)), page.linkOf(data, state));
});

test("numbers never say more than they know", () => {
    assert.equal(page.percentText(99.98, 1), ">99.9");
    assert.equal(page.percentText(100, 1), "100.0");
    assert.equal(page.percentText(0.02, 1), "<0.1");
    assert.equal(page.percentText(0, 1), "0.0");
    assert.equal(page.percentText(95.94, 1), "95.9");
    assert.equal(page.halfText(0.81, 1), "0.9");
    assert.equal(page.halfText(0.8, 1), "0.8");
    assert.equal(page.halfText(0, 1), "0.0");
    const wait = page.measuresOf(data).find((m) => m.q !== undefined);
    assert.equal(page.estimateText(wait, 1142), ">1080");
});

test("the figure shows how sure its share at the promise is", () => {
    const bins = new Float64Array(833);
    bins[40] = 1;
    const curve = (half) => [{ bins, name: "now", share: { lo: 80, hi: 90, half } }];
    const lines = (half) => page.ecdfSvg(curve(half), { minutes: 30, share: 0.9 }, page.WORDS.en).split('stroke-width="2"').length - 1;
    assert.equal(lines(5), 3);
    assert.equal(lines(NaN), 0);
});

test("all counters and the number of all who wait fit into the picture of a day", () => {
    const waiting = Array.from({ length: 208 }, () => ({ isBooked: false })), serving = [];
    for (const seats of [1, 8, 40, 41, 150, 500]) {
        const office = { open: 0, close: 86400, seats, duty: [] };
        const svg = page.sceneSvg(office, { waiting, serving, duty: seats }, 0, page.WORDS.en);
        const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx/g)].map((m) => m.slice(1).map(Number));
        assert.equal(boxes.length, seats);
        for (const [x, y, wide, high] of boxes)
            assert.ok(x + wide <= 680 && y + high <= 215, `${seats} counters`);
        assert.match(svg, />\+58</);
    }
});

test("a day that is watched is the day that is counted", () => {
    const state = cases["two counters less"], ward = data.wards[0], seed = BigInt(data.seed);
    const { take, answers, counts } = counted(page, state, 1);
    let tickets = 0, away = 0, waits = 0;
    for (const day of ward.days) {
        answers.length = 0;
        take({ name: "now", id: "x", day, r: 0, low: Number(seed & 0xffffffffn), high: Number(seed >> 32n) });
        const { people } = page.peopleOf(answers[0].steps, day);
        tickets += people.filter((p) => p.ticket !== undefined).length;
        away += people.filter((p) => p.turned_away !== undefined || p.too_late !== undefined || p.refused !== undefined).length;
        waits += people.filter((p) => p.called !== undefined).length;
        const office = { people, seats: 20, ...answers[0] };
        const noon = page.sceneAt(office, 12 * 3600);
        assert.ok(noon.serving.length <= Math.max(noon.duty, 1) + 1);
        assert.equal(page.sceneAt(office, 30 * 3600).waiting.length, 0);
    }
    const row = counts.rows[0], both = (w) => row.access[0][w] + row.access[1][w];
    assert.equal(tickets, both(data.of_access.tickets));
    assert.equal(away, both(data.of_access.turned_away) + both(data.of_access.refused));
    assert.equal(waits, both(data.of_access.served));
});

test("the script is the one whose digest the policy allows, and nothing in it reaches out", () => {
    const digest = createHash("sha256").update(page.script).digest("base64");
    assert.ok(page.html.includes(`script-src 'sha256-${digest}' 'wasm-unsafe-eval'; worker-src blob:`));
    assert.ok(page.html.includes("default-src 'none'; style-src 'unsafe-inline'"));
    assert.doesNotMatch(page.html, /(src|href)="(?!#)/);
    assert.doesNotMatch(page.script, /fetch\(|XMLHttpRequest|importScripts|https?:/);
});

test("both languages say the same things", () => {
    assert.deepEqual(Object.keys(page.WORDS.ja).sort(), Object.keys(page.WORDS.en).sort());
    assert.deepEqual(Object.keys(page.WORDS.ja.measures), Object.keys(page.WORDS.en.measures));
});
