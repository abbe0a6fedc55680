// firefox.mjs - a page in headless Firefox, over its Marionette protocol on a local socket.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The first port that is free, and nothing that a new profile would ask the network for.
const PREFERENCES = { "marionette.port": 0, "app.update.enabled": false, "browser.shell.checkDefaultBrowser": false,
    "datareporting.policy.dataSubmissionEnabled": false, "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false, "toolkit.telemetry.enabled": false };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function portOf(profile, child) {
    const path = join(profile, "MarionetteActivePort");
    for (let i = 0; i < 1200 && child.exitCode === null; i++, await pause(100))
        if (existsSync(path) && readFileSync(path, "utf8") !== "")
            return Number(readFileSync(path, "utf8"));
    throw new Error("Firefox did not start");
}

export async function openFirefox(program) {
    const profile = mkdtempSync(join(tmpdir(), "page-"));
    writeFileSync(join(profile, "user.js"), Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`).join(""));
    const child = spawn(program, ["--headless", "--no-remote", "--profile", profile, "--marionette", "about:blank"], { stdio: "ignore" });
    const socket = connect(await portOf(profile, child), "127.0.0.1"), waiting = new Map();
    let next = 1, rest = Buffer.alloc(0);
    socket.on("data", (bytes) => { // length:[type, id, error, result]
        rest = Buffer.concat([rest, bytes]);
        for (let colon; (colon = rest.indexOf(":")) > 0;) {
            const end = colon + 1 + Number(rest.subarray(0, colon));
            if (rest.length < end)
                return;
            hear(JSON.parse(rest.subarray(colon + 1, end)));
            rest = rest.subarray(end);
        }
    });
    function hear(message) {
        if (!Array.isArray(message))
            return; // how it greets
        const [, id, error, result] = message, { resolve, reject } = waiting.get(id);
        waiting.delete(id);
        if (error !== null)
            reject(new Error(`${error.error}: ${error.message}`));
        else
            resolve(result);
    }
    function send(command, parameters = {}) {
        return new Promise((resolve, reject) => {
            const text = JSON.stringify([0, next, command, parameters]);
            waiting.set(next++, { resolve, reject });
            socket.write(`${Buffer.byteLength(text)}:${text}`);
        });
    }
    // The value of an expression, awaited; the page's own policy does not hold here.
    async function ask(expression) {
        return (await send("WebDriver:ExecuteScript", { script: `return (${expression});`, args: [] })).value;
    }
    async function until(expression, seconds = 120) {
        for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100))
            if (await ask(`Boolean(${expression})`).catch(() => false))
                return;
        throw new Error(`not within ${seconds} s: ${expression}`);
    }
    async function open(url) {
        await send("WebDriver:Navigate", { url: "about:blank" }); // a new hash alone would load nothing
        await send("WebDriver:Navigate", { url });
    }
    const keys = async (id, text) => {
        const { value } = await send("WebDriver:FindElement", { using: "css selector", value: `#${id}` });
        await send("WebDriver:ElementSendKeys", { id: Object.values(value)[0], text });
    };
    async function close() {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        await send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => child.kill());
        await gone;
        socket.destroy();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
    await send("WebDriver:NewSession", {});
    return { open, ask, until, keys, close };
}
