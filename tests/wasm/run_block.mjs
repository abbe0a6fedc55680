// run_block.mjs MODULE ward|queue BLOCK SEED FROM TO - what `run_block run` does, in WebAssembly.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FINE, QUEUE, WARD, binsOf, compiled, engineWith, instance, recordOf, sumsOf } from "./engine.mjs";

const [path, model, blockPath, seedText, from, to] = process.argv.slice(2);
const seed = BigInt(seedText);
const low = Number(seed & 0xffffffffn), high = Number(seed >> 32n);

function printDigest(name, bytes) {
    console.log(`${name} ${bytes.length} ${createHash("sha256").update(bytes).digest("hex")}`);
}

function need(status, what) {
    if (status !== FINE)
        throw new Error(`${what}: status ${status}`);
}

const w = instance(compiled(path));
const engine = engineWith(w, model === "ward" ? WARD : QUEUE, readFileSync(blockPath));
need(w.entry_open(engine, 0), "entry_open");
let quickest = Infinity;
for (let r = Number(from); r <= Number(to); r++) {
    const start = process.cpuUsage();
    need(w.entry_run(engine, r, low, high), "entry_run");
    const used = process.cpuUsage(start);
    quickest = Math.min(quickest, (used.user + used.system) / 1e6);
    printDigest(`replication ${r} record`, recordOf(w, engine));
}
printDigest("sums", sumsOf(w, engine));
printDigest("bins", binsOf(w, engine));
console.error(`${quickest.toFixed(4)} s`);
