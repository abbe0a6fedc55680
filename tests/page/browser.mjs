// browser.mjs - a page in headless Chromium, over its DevTools protocol on two pipes.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--remote-debugging-pipe"];

export async function openBrowser(program, flags = []) {
    const profile = mkdtempSync(join(tmpdir(), "page-"));
    const child = spawn(program, [...FLAGS, ...flags, `--user-data-dir=${profile}`, "about:blank"],
        { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const waiting = new Map(), listeners = [];
    let next = 1, rest = "";
    child.stdio[4].setEncoding("utf8");
    child.stdio[4].on("data", (text) => {
        rest += text;
        for (let end; (end = rest.indexOf("\0")) >= 0; rest = rest.slice(end + 1))
            hear(JSON.parse(rest.slice(0, end)));
    });
    function hear(message) {
        if (message.id === undefined)
            return listeners.forEach((l) => l(message));
        const { resolve, reject } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error !== undefined)
            reject(new Error(JSON.stringify(message.error)));
        else
            resolve(message.result);
    }
    function send(method, params = {}, sessionId = undefined) {
        return new Promise((resolve, reject) => {
            waiting.set(next, { resolve, reject });
            child.stdio[3].write(`${JSON.stringify({ id: next++, method, params, sessionId })}\0`);
        });
    }
    async function close() {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        await send("Browser.close").catch(() => child.kill());
        await gone;
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
    return { send, close, listen: (l) => listeners.push(l) };
}

// A page with what it complains about and asks the network for.
export async function openPage(browser, url, { width = 1250, height = 900, media = [] } = {}) {
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    const send = (method, params) => browser.send(method, params, sessionId);
    const complaints = [], requests = [], plain = new URL(url).href.replace(/#.*/, "");
    browser.listen((m) => {
        if (m.sessionId !== sessionId)
            return;
        if (m.method === "Runtime.exceptionThrown")
            complaints.push(m.params.exceptionDetails.exception?.description ?? m.params.exceptionDetails.text);
        if (m.method === "Log.entryAdded")
            complaints.push(`${m.params.entry.level}: ${m.params.entry.text}`);
        if (m.method === "Runtime.consoleAPICalled")
            complaints.push(`console.${m.params.type}`);
        if (m.method === "Network.requestWillBeSent" && !/^(blob|data):/.test(m.params.request.url) && m.params.request.url !== plain)
            requests.push(m.params.request.url);
    });
    for (const domain of ["Runtime", "Log", "Network", "Page", "DOM", "Accessibility"])
        await send(`${domain}.enable`);
    const resize = (w, h) => send("Emulation.setDeviceMetricsOverride", { width: w, height: h, deviceScaleFactor: 1, mobile: w < 500 });
    await resize(width, height);
    await send("Emulation.setEmulatedMedia", { features: media });
    await send("Page.navigate", { url });
    // The value of an expression, awaited.
    async function ask(expression) {
        const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails !== undefined)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }
    async function until(expression, seconds = 60) {
        const end = Date.now() + seconds * 1000;
        while (Date.now() < end) {
            if (await ask(`Boolean(${expression})`).catch(() => false))
                return;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`not within ${seconds} s: ${expression}`);
    }
    async function press(key, code = key, keyCode = 0, text = undefined) {
        for (const type of ["keyDown", "keyUp"])
            await send("Input.dispatchKeyEvent", { type, key, code, windowsVirtualKeyCode: keyCode, nativeVirtualKeyCode: keyCode,
                ...(type === "keyDown" && text !== undefined ? { text } : {}) });
    }
    async function picture(path) {
        const { data } = await send("Page.captureScreenshot", { captureBeyondViewport: true, format: "png" });
        (await import("node:fs")).writeFileSync(path, Buffer.from(data, "base64"));
    }
    const close = () => browser.send("Target.closeTarget", { targetId });
    return { send, ask, until, press, resize, picture, close, complaints, requests };
}
