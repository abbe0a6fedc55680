// test_static.mjs - pages without a script, opened from their files in headless Chromium:
// report, calendar, old and new side by side. node --test; FOLDER (of *.html) and BROWSER come
// by the environment.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, openPage } from "./browser.mjs";
import { axeIsThere, findsNothingSerious, fits, quiet, standsOut, tabsThrough } from "./look.mjs";

const { FOLDER, BROWSER } = process.env;
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".html")).sort();
let browser;

before(async () => { browser = await openBrowser(BROWSER); });
after(async () => { await browser.close(); });

let page = null;
afterEach(async () => { await page?.close(); page = null; });

// One at a time.
async function opened(name, window = {}) {
    await page?.close();
    page = await openPage(browser, `file://${join(FOLDER, name)}`, window);
    await page.until('document.readyState === "complete" && location.protocol === "file:"');
    return page;
}

const isReport = (name) => name.startsWith("report");

test("there are pages of each kind in both languages", () => {
    for (const kind of ["report", "report_city", "calendar", "calendars", "shinkyu"])
        for (const language of ["ja", "en"])
            assert.ok(names.includes(`${kind}_${language}.html`), `${kind} ${language}`);
});

for (const name of names) {
    test(`${name}: nothing is complained about, asked for or run`, async () => {
        const html = readFileSync(join(FOLDER, name), "utf8"), page = await opened(name);
        assert.doesNotMatch(html, /<script|<link|<iframe|<object|<embed|\son\w+=|src=|href="(?!#|[\w.-]+\.html")|url\(|@import/);
        assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/);
        assert.equal(await page.ask("document.documentElement.lang"), name.includes("_en") ? "en" : "ja");
        quiet(page);
        // The policy stands: a picture from elsewhere is not even asked for.
        const stopped = await page.ask(`new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (e) => resolve(e.effectiveDirective));
            document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/x.png" }));
        })`);
        assert.equal(stopped, "img-src");
        assert.deepEqual(page.requests.filter((url) => !url.includes(":9/")), []);
    });

    test(`${name}: by keyboard`, async () => {
        const page = await opened(name), stops = await tabsThrough(page);
        assert.ok(stops >= (isReport(name) ? 8 : 0), `${stops} stops`);
        quiet(page);
        if (!isReport(name))
            return;
        const again = await opened(name);
        await again.press("Tab", "Tab", 9);
        await again.press("Enter", "Enter", 13, "\r");
        await again.until('location.hash === "#main"');
    });

    test(`${name}: nothing is wider than the window`, async () => {
        const page = await opened(name);
        for (const width of [1250, 390])
            await fits(page, width);
        quiet(page);
    });

    test(`${name}: every text stands out by 4.5 at least`, async () => {
        await standsOut(await opened(name));
    });

    test(`${name}: links lead somewhere and no two things have one name`, async () => {
        const page = await opened(name);
        assert.deepEqual(await page.ask(`[...document.querySelectorAll("a")].filter((a) => a.getAttribute("href").startsWith("#") && document.querySelector(a.hash) === null).map((a) => a.outerHTML)`), []);
        assert.deepEqual(await page.ask(`(() => { const ids = [...document.querySelectorAll("[id]")].map((e) => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i); })()`), []);
        assert.deepEqual(await page.ask(`[...document.querySelectorAll("h1, h2, h3")].map((h) => Number(h.tagName[1])).filter((level, i, all) => level > (all[i - 1] ?? 0) + 1)`), []);
    });

    test(`${name}: nothing serious for who cannot see it`, { skip: !axeIsThere && "axe-core is not installed (npm ci in tests/page)" }, async () => {
        for (const width of [1250, 390]) {
            const rest = await findsNothingSerious(await opened(name, { width }));
            if (rest.length > 0)
                console.log(`not serious: ${name} at ${width}: ${rest.map(([impact, id, , n]) => `${id} (${impact}, ${n})`).join(", ")}`);
        }
    });
}

for (const name of names.filter(isReport))
    test(`${name}: figures are drawn in the page, with title and description`, async () => {
        const page = await opened(name);
        const figures = await page.ask(`[...document.querySelectorAll("figure")].map((f) => {
            const svg = f.querySelector("svg"), text = (tag) => svg?.querySelector(":scope > " + tag)?.textContent ?? "";
            return { svg: svg !== null, role: svg?.getAttribute("role"), title: text("title"), desc: text("desc"),
                named: (svg?.getAttribute("aria-labelledby") ?? "").split(" ").every((id) => svg.querySelector("#" + CSS.escape(id)) !== null),
                shapes: svg?.querySelectorAll("path, polygon, text").length, caption: f.querySelector("figcaption")?.textContent ?? "" };
        })`);
        assert.equal(figures.length, 4);
        for (const [i, f] of figures.entries()) {
            assert.ok(f.svg && f.role === "img" && f.named, JSON.stringify(f));
            assert.ok(f.title.trim().length > 5 && f.desc.trim().length > 20, JSON.stringify(f));
            assert.ok(f.shapes > 20, `${f.shapes} shapes`);
            assert.match(f.caption, new RegExp(`^(図|Figure )${i + 1} `));
        }
        // A screen reader hears each of them as a picture with a name and a description.
        const { nodes } = await page.send("Accessibility.getFullAXTree");
        const pictures = nodes.filter((n) => !n.ignored && ["image", "img", "graphics-document"].includes(n.role?.value));
        assert.equal(pictures.length, 4);
        for (const p of pictures)
            assert.ok(p.name.value.trim() !== "", JSON.stringify(p));
        quiet(page);
    });

// Reports are looked at page by page in test_pdf.mjs.
for (const name of names.filter((name) => /^(calendar|shinkyu)_/.test(name)))
    test(`${name}: one sheet of A4`, async () => {
        const { data } = await (await opened(name)).send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
        const pdf = Buffer.from(data, "base64").toString("latin1");
        assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1);
        assert.match(pdf, /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    });
