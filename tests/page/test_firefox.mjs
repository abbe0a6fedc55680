// test_firefox.mjs - the pages in another browser. node --test; PAGE, FOLDER and FIREFOX come by
// the environment.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openFirefox } from "./firefox.mjs";
import { counted, readPage } from "./page.mjs";

const { PAGE, FOLDER, FIREFOX } = process.env;
const known = readPage(PAGE), LEFT = "\ue012";
const rows = (counts) => counts.rows.slice(0, 2).map((r) => [r.access, r.site, r.waits.map((w) => Array.from(w))]);
const asked = "whatif.counts.rows.slice(0, 2).map((r) => [Array.from(r.access, (a) => Array.from(a)), Array.from(r.site), r.waits.map((w) => Array.from(w))])";
let browser;

before(async () => { browser = await openFirefox(FIREFOX); });
after(async () => { await browser.close(); });

test("whatif counts in Firefox what the engine counts under node, and follows slider and link", async () => {
    await browser.open(`file://${PAGE}#ward=141178&counters=-2`);
    await browser.until("window.whatif !== undefined && whatif.n >= 2 && whatif.baseline.n >= 1");
    const state = known.stateFrom(known.data, "#ward=141178&counters=-2");
    assert.equal(JSON.stringify(await browser.ask(asked)), JSON.stringify(rows(counted(known, state, 2).counts)));
    await browser.keys("c-counters", LEFT);
    await browser.until('location.hash.includes("counters=-3")');
    await browser.until("whatif.n >= 2");
    assert.match(await browser.ask('document.getElementById("command").textContent'), /counters\.more=-3/);
    assert.match(await browser.ask('document.getElementById("verdict").textContent'), /(達成|未達|判定保留)/);
    assert.equal(await browser.ask('document.getElementById("notice").hidden'), true);
});

for (const name of ["report_city_ja.html", "report_en.html", "calendar_ja.html", "shinkyu_ja.html"])
    test(`${name} in Firefox: nothing is wider than the window, and figures are drawn`, async () => {
        await browser.open(`file://${join(FOLDER, name)}`);
        await browser.until('document.readyState === "complete"');
        assert.ok(await browser.ask("document.documentElement.scrollWidth <= innerWidth"));
        const figures = await browser.ask('[...document.querySelectorAll("figure svg")].map((s) => s.getBoundingClientRect()).map((b) => [b.width, b.height])');
        assert.equal(figures.length, name.startsWith("report") ? 4 : 0);
        for (const [width, height] of figures)
            assert.ok(width > 400 && height > 200, `${width} x ${height}`);
    });
