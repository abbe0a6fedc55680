// measure_page.mjs - how soon the page of whatif answers, each time in a browser just started:
// the first result, and one ward's months to within one point. Prints, and judges nothing: on a
// machine that does other work the numbers say little. PAGE and BROWSER come by the environment.
import { availableParallelism, loadavg } from "node:os";
import { openBrowser, openPage } from "./browser.mjs";

const { PAGE, BROWSER } = process.env, TIMES = 5;
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const first = [], precise = [];

console.log(`processors ${availableParallelism()}, at work before: ${loadavg()[0].toFixed(1)}`);
for (let i = 0; i < TIMES; i++) {
    const browser = await openBrowser(BROWSER), page = await openPage(browser, `file://${PAGE}`);
    await page.until("window.whatif?.preciseAt !== undefined", 300);
    const [one, two, n] = await page.ask("[whatif.firstAt, whatif.preciseAt, whatif.n]");
    console.log(`first result ${seconds(one)}, to ±1 point ${seconds(two)} (${n} replications)`);
    first.push(one);
    precise.push(two);
    await browser.close();
}
console.log(`median: first result ${seconds(middle(first))} (wanted: 1 s), to ±1 point ${seconds(middle(precise))} (wanted: 10 s)`);
