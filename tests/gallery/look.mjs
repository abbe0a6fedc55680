// look.mjs BROWSER FOLDER - opens every SVG of the gallery in Chromium and says which words overlap
// one another or leave the sheet, measured with the fonts of this machine.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser, openPage } from "../page/browser.mjs";

// Boxes of a line of text hold room above and below its letters; so much of it is no overlap.
const SLACK = { x: 1, y: 4 };

// In the page: each word's box, shrunk by the slack.
function faultsOf(slack) {
    const sheet = document.documentElement.getBoundingClientRect(), faults = [];
    const words = [...document.querySelectorAll("text")].filter((t) => t.textContent.trim() !== "").map((t) => {
        const b = t.getBoundingClientRect();
        return { say: t.textContent.trim(), left: b.left + slack.x, right: b.right - slack.x, top: b.top + slack.y, bottom: b.bottom - slack.y };
    });
    for (const [i, a] of words.entries()) {
        if (a.left < sheet.left || a.right > sheet.right || a.top < sheet.top || a.bottom > sheet.bottom)
            faults.push(`leaves the sheet: ${a.say}`);
        for (const b of words.slice(i + 1))
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                faults.push(`overlap: ${a.say} | ${b.say}`);
    }
    return faults;
}

const [program, folder] = process.argv.slice(2);
const pictures = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".svg")).sort();
const browser = await openBrowser(program);
let bad = 0;
for (const picture of pictures) {
    const page = await openPage(browser, pathToFileURL(resolve(join(folder, picture))).href, { width: 900, height: 900 });
    await page.until("document.readyState === 'complete' && document.querySelector('text') !== null");
    const faults = await page.ask(`(${faultsOf})(${JSON.stringify(SLACK)})`);
    faults.forEach((f) => console.log(`${picture}: ${f}`));
    bad += faults.length;
}
await browser.close();
console.log(`${pictures.length} pictures, ${bad} faults`);
process.exit(bad > 0 || pictures.length === 0 ? 1 : 0);
