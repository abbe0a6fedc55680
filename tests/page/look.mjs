// look.mjs - what a page is like for who looks at it, listens to it or has only a keyboard.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";

const AXE = new URL("node_modules/axe-core/axe.min.js", import.meta.url);

export function quiet(page) {
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
}

// The least contrast of a text with what is painted behind it (WCAG 2), and the text. In a
// picture that is the shape on top of which the text lies.
const CONTRAST = `(() => {
    const parse = (c) => c.match(/[\\d.]+/g)?.map(Number);
    const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const seen = (c) => c !== undefined && (c.length < 4 || c[3] > 0);
    const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (seen(c)) return c; } return [255, 255, 255]; };
    const shapes = "rect, polygon, path, circle, ellipse";
    const under = (e) => {
        const box = e.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2, svg = e.closest("svg");
        for (const s of document.elementsFromPoint(x, y))
            if (s !== e && svg.contains(s) && s.matches(shapes)) { const c = parse(getComputedStyle(s).fill); if (seen(c)) return c; }
        return behind(svg);
    };
    let worst = [21, ""];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
        if (text === "" || e.getClientRects().length === 0 || e.closest("script, style, title, desc, .vh") || e.disabled) continue;
        const drawn = e.closest("svg"), look = getComputedStyle(e);
        const ink = light(parse(drawn ? look.fill : look.color)), paper = light(drawn ? under(e.closest("text")) : behind(e));
        const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (ratio < worst[0]) worst = [ratio, text.slice(0, 40)];
    }
    return worst;
})()`;

export async function standsOut(page) {
    const height = await page.ask("document.documentElement.scrollHeight");
    const width = await page.ask("innerWidth");
    await page.resize(width, height + 100); // a point outside the window has no elements
    const [ratio, text] = await page.ask(CONTRAST);
    assert.ok(ratio >= 4.5, `contrast ${ratio.toFixed(2)} at "${text}"`);
}

// What sticks out of the window, unless it lies in a frame of its own that scrolls.
const WIDER = `[...document.body.querySelectorAll("*")].filter((e) => {
    if (e.closest("svg") !== null && e.tagName !== "svg" || e.closest(".vh, .skip") !== null) return false;
    const box = e.getBoundingClientRect();
    for (let up = e.parentElement; up !== null; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== "visible" && up !== document.body) return false;
    return box.width > 0 && box.right > document.documentElement.clientWidth + 1;
}).map((e) => e.outerHTML.slice(0, 120))`;

export async function fits(page, width) {
    await page.resize(width, 900);
    assert.ok(await page.ask(`document.documentElement.scrollWidth <= ${width}`), `scrolls sideways at ${width}`);
    assert.deepEqual(await page.ask(WIDER), [], `at ${width}`);
}

// Where the focus is, with what shows it.
const FOCUS = `(() => {
    const e = document.activeElement, look = getComputedStyle(e), box = e.getBoundingClientRect();
    const all = [...document.querySelectorAll("*")];
    return { at: all.indexOf(e), name: e.tagName, html: e.outerHTML.slice(0, 100), ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0,
        seen: box.width > 2 && box.height > 2 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight };
})()`;
const OPERATED = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.getClientRects().length > 0)
    .map((e) => [...document.querySelectorAll("*")].indexOf(e))`;

// Tab goes through all that can be operated, in the order of the page, and is seen where it is;
// what scrolls sideways is among it. Returns how many there are.
export async function tabsThrough(page) {
    const order = await page.ask(OPERATED);
    await page.ask("document.activeElement.blur(), scrollTo(0, 0)");
    for (const [i, at] of order.entries()) {
        await page.press("Tab", "Tab", 9);
        const focus = await page.ask(FOCUS);
        assert.equal(focus.at, at, `stop ${i + 1} is ${focus.html}`);
        assert.ok(focus.ring, `no ring: ${focus.html}`);
        assert.ok(focus.seen, `out of sight: ${focus.html}`);
    }
    const stuck = await page.ask(`[...document.querySelectorAll("*")].filter((e) => !e.closest("svg") && e.scrollWidth > e.clientWidth + 1
        && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 100))`);
    assert.deepEqual(stuck, [], "scrolls, but not by keyboard");
    return order.length;
}

export const axeIsThere = existsSync(AXE);

// What axe calls serious or critical.
export async function findsNothingSerious(page) {
    await page.ask(`${readFileSync(AXE, "utf8")}; undefined`);
    const found = await page.ask(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
        .map((v) => [v.impact, v.id, v.help, v.nodes.length, v.nodes.slice(0, 3).map((n) => [n.target.join(" "), n.failureSummary])]))`);
    const isSerious = ([impact]) => impact === "serious" || impact === "critical";
    assert.deepEqual(found.filter(isSerious), [], JSON.stringify(found.filter(isSerious), null, 1));
    return found.filter((v) => !isSerious(v));
}
