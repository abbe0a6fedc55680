// engine.mjs - the WebAssembly module from a test: loads it and reads what it counted.
import { readFileSync } from "node:fs";

export const WARD = 0, QUEUE = 1;
export const FINE = 0, NO_MEMORY = 1, NO_PLAN = 2, NOT_OPEN = 3;

export function compiled(path) {
    return new WebAssembly.Module(readFileSync(path));
}

export function instance(module) {
    return new WebAssembly.Instance(module).exports;
}

// An engine with the block in it; nothing is opened yet. 0 as entry_new() gives it.
export function engineWith(w, model, block) {
    const engine = w.entry_new(model, block.length);
    if (engine !== 0)
        new Uint8Array(w.memory.buffer).set(block, w.entry_plan(engine) >>> 0);
    return engine;
}

function bytesAt(w, address, bytes) {
    return new Uint8Array(w.memory.buffer, address >>> 0, bytes);
}

// Views of the counts; they hold until memory grows.
export function recordOf(w, engine) {
    return bytesAt(w, w.entry_record(engine), (w.entry_record_words(engine) >>> 0) * 8);
}

export function sumsOf(w, engine) {
    return bytesAt(w, w.entry_sums(engine), (w.entry_sum_words(engine) >>> 0) * 8);
}

export function binsOf(w, engine) {
    return bytesAt(w, w.entry_bins(engine), (w.entry_bin_words(engine) >>> 0) * 4);
}
