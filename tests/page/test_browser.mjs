// test_browser.mjs - the page in headless Chromium, opened from a file. node --test; PAGE and
// BROWSER come by the environment.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "./browser.mjs";
import { axeIsThere, findsNothingSerious, fits, quiet, standsOut, tabsThrough } from "./look.mjs";
import { counted, readPage } from "./page.mjs";

const { PAGE, BROWSER } = process.env;
const url = `file://${PAGE}`, known = readPage(PAGE);
const still = [{ name: "prefers-reduced-motion", value: "reduce" }];
let browser;

before(async () => { browser = await openBrowser(BROWSER); });
after(async () => { await browser.close(); });

// A page that stops at n replications of its state, and of the baseline where there is one.
async function settled(link, n = 3) {
    const page = await openPage(browser, url + link, { media: still });
    await page.until("window.whatif !== undefined && whatif.firstAt !== undefined");
    await page.ask(`{ const most = document.getElementById("most"); most.value = ${n}; most.dispatchEvent(new Event("change")); }`);
    await page.until(`whatif.n >= ${n} && (whatif.baseline === null || whatif.baseline.n >= ${n})`);
    return page;
}

const rowsOf = (name) => `JSON.stringify(${name}.rows.slice(0, 3).map((r) => [r.access, r.site, r.waits.map((w) => Array.from(w))]))`;
const asked = (page, name) => page.ask(rowsOf(name));

test("it counts the very numbers that the engine counts under node, baseline included", async () => {
    const page = await settled("#ward=141178&counters=-2&early=never");
    const state = known.stateFrom(known.data, "#ward=141178&counters=-2&early=never");
    const plain = ({ rows }) => JSON.stringify(rows.map((r) => [r.access, r.site, r.waits.map((w) => Array.from(w))]));
    assert.equal(await asked(page, "whatif.counts"), plain(counted(known, state, 3).counts));
    assert.equal(await asked(page, "whatif.baseline"), plain(counted(known, known.stateOf(known.data, 0), 3).counts));
    console.log(`first result ${Math.round(await page.ask("whatif.firstAt"))} ms after opening`);
    quiet(page);
});

test("a slider moves by keyboard, and numbers, command and link follow", async () => {
    const page = await settled("");
    const look = () => page.ask('[document.getElementById("verdict").textContent, document.getElementById("command").textContent, location.hash]');
    const first = await look();
    await page.ask('document.getElementById("c-counters").focus()');
    for (let i = 0; i < 3; i++)
        await page.press("ArrowLeft", "ArrowLeft", 37);
    await page.until("whatif.n >= 3 && whatif.baseline.n >= 3");
    const [verdict, command, link] = await look();
    assert.notEqual(verdict, first[0]);
    assert.match(command, /--set 'wards\.青葉\.counters\.more=-3'/);
    assert.doesNotMatch(first[1], /counters\.more/);
    assert.match(link, /counters=-3/);
    const again = await settled(link);
    assert.deepEqual(await again.ask('[document.getElementById("verdict").textContent, document.getElementById("command").textContent, location.hash]'),
        [verdict, command, link]);
    quiet(page);
    quiet(again);
});

test("what is saved is what is compared with, and the link keeps it", async () => {
    const page = await settled("#ward=141178&counters=%2B2");
    await page.ask('document.getElementById("save").click()');
    assert.equal(await page.ask("whatif.baseline"), null);
    await page.ask('document.getElementById("reset").click()');
    await page.until("whatif.n >= 3 && whatif.baseline.n >= 3");
    const link = await page.ask("location.hash");
    assert.match(link, /b\.counters=\+2/);
    const again = await settled(link);
    assert.equal(await asked(again, "whatif.baseline"), await asked(page, "whatif.baseline"));
    quiet(again);
});

test("counters of each half hour can be set", async () => {
    const page = await settled("");
    await page.ask('document.getElementById("half-on").click()');
    assert.equal(await page.ask('document.getElementById("c-counters").disabled'), true);
    await page.ask('{ const h = document.getElementById("h-3"); h.value = 2; h.dispatchEvent(new Event("change")); }');
    await page.until("whatif.n >= 3");
    assert.match(await page.ask('document.getElementById("command").textContent'), /roster=\[\{from: "8:45", counters: \d+\}.*from: "10:00", counters: 2\}/);
    quiet(page);
});

test("a day is seen moving, and said in words", async () => {
    const page = await settled("");
    await page.ask('document.getElementById("show").click()');
    await page.until("whatif.office !== undefined");
    const at = (second) => page.ask(`{ const t = document.getElementById("time"); t.value = ${second}; t.dispatchEvent(new Event("input")); document.getElementById("scene-said").textContent }`);
    assert.match(await at(11 * 3600), /^11:00 待ち \d+人 窓口 \d+のうち \d+が対応中/);
    assert.ok(await page.ask('document.querySelectorAll("#scene rect").length') > 3);
    const said = await page.ask('document.getElementById("time").getAttribute("aria-valuetext")');
    assert.match(said, /^11:00/);
    // The day follows the settings, and the clock stands still.
    await page.ask('{ const c = document.getElementById("c-counters"); c.value = 0; c.dispatchEvent(new Event("input")); }');
    await page.until(`!document.getElementById("scene-said").textContent.includes(${JSON.stringify(said.match(/窓口 \d+のうち/)[0])}) && whatif.office.day !== undefined && document.getElementById("scene-said").textContent.startsWith("11:00")`);
    quiet(page);
});

test("in English nothing is left in Japanese but names", async () => {
    const page = await settled("#ward=141178&lang=en");
    const text = await page.ask('document.getElementById("live").innerText');
    const rest = text.replaceAll(known.data.file, "").replaceAll(/wards\.\S+/g, "");
    assert.doesNotMatch(rest.replace("日本語", ""), /[\u3041-\u30ff\u4e00-\u9fff]/);
    assert.equal(await page.ask("document.documentElement.lang"), "en");
    quiet(page);
});

test("everything that can be operated has a name, and headings and tables are there", async () => {
    const page = await settled("#ward=141178&counters=-1");
    await page.ask('document.getElementById("half-on").click()');
    const { nodes } = await page.send("Accessibility.getFullAXTree");
    const operated = new Set(["button", "slider", "spinbutton", "combobox", "checkbox", "link", "image", "table", "region"]);
    let n = 0;
    for (const node of nodes)
        if (!node.ignored && operated.has(node.role?.value)) {
            assert.ok((node.name?.value || "").trim() !== "", `${node.role.value} without a name: ${JSON.stringify(node.properties)}`);
            n++;
        }
    assert.ok(n > 20, `${n} nodes`);
    quiet(page);
});

test("every text stands out from what is behind it by 4.5 at least, and nothing is cut on a phone", async () => {
    const page = await settled("#ward=141178&counters=-3");
    await standsOut(page);
    for (const width of [1250, 390])
        await fits(page, width);
    quiet(page);
});

test("everything can be reached by keyboard, and is seen where it is", async () => {
    const page = await settled("#ward=141178&counters=-1&half=2.2.2.3.3.3.3.3.3.3.3.3.3.3.2.2.2");
    await page.ask('document.getElementById("show").click()');
    await page.until("whatif.office !== undefined");
    assert.ok(await tabsThrough(page) > 20);
    quiet(page);
});

test("nothing serious for who cannot see it", { skip: !axeIsThere && "axe-core is not installed (npm ci in tests/page)" }, async () => {
    for (const link of ["#ward=141178&counters=-3", "#ward=141178&lang=en&half=2.2.2.3.3.3.3.3.3.3.3.3.3.3.2.2.2"]) {
        const page = await settled(link);
        await page.ask('document.getElementById("show").click()');
        await page.until("whatif.office !== undefined");
        const rest = await findsNothingSerious(page);
        if (rest.length > 0)
            console.log(`not serious: whatif${link}: ${rest.map(([impact, id, , n]) => `${id} (${impact}, ${n})`).join(", ")}`);
        quiet(page);
    }
});

test("where WebAssembly is forbidden the page says so and shows what is stored", async () => {
    const strict = await openBrowser(BROWSER, ["--js-flags=--jitless"]);
    try {
        const page = await openPage(strict, url);
        await page.until('document.readyState === "complete"');
        await page.until('document.getElementById("notice").textContent.includes("WebAssembly")');
        assert.equal(await page.ask('document.getElementById("live").hidden'), true);
        assert.match(await page.ask('document.getElementById("stored").innerText'), /青葉[\s\S]*%[\s\S]*(達成|未達|判定保留)/);
        await standsOut(page);
        if (axeIsThere)
            await findsNothingSerious(page);
        quiet(page);
    } finally {
        await strict.close();
    }
});
