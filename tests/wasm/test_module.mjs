// test_module.mjs - the WebAssembly module: what it asks for, offers, refuses and gives back.
//   node --test; MODULE and BLOCK (a compiled city) come by the environment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
    FINE, NO_MEMORY, NO_PLAN, NOT_OPEN, QUEUE, WARD, compiled, engineWith, instance, recordOf, sumsOf,
} from "./engine.mjs";

const module = compiled(process.env.MODULE);
const block = readFileSync(process.env.BLOCK);

// A city that has run replication 0.
function cityThatRan(w) {
    const engine = engineWith(w, WARD, block);
    assert.equal(w.entry_open(engine, 0), FINE);
    assert.equal(w.entry_run(engine, 0, 1, 0), FINE);
    return engine;
}

test("the module imports nothing", () => {
    assert.deepEqual(WebAssembly.Module.imports(module), []);
});

test("it exports its memory and the entry points and nothing else", () => {
    const names = WebAssembly.Module.exports(module).map((e) => e.name).sort();
    assert.deepEqual(names, [
        "entry_bin_words", "entry_bins", "entry_clear", "entry_door", "entry_duty", "entry_free",
        "entry_new", "entry_of_access", "entry_of_site", "entry_open", "entry_plan",
        "entry_record", "entry_record_words", "entry_run", "entry_run_site", "entry_step_count",
        "entry_steps", "entry_sum_words", "entry_sums", "entry_waits", "entry_watch", "memory",
    ]);
});

test("a plan larger than memory gets no engine", () => {
    const w = instance(module);
    assert.equal(w.entry_new(WARD, 0xfffffff0), 0);
    assert.equal(w.entry_new(WARD, 0xffffffff), 0);
});

test("a block that is no plan is refused and nothing runs", () => {
    const w = instance(module);
    const empty = w.entry_new(QUEUE, 4);
    assert.equal(w.entry_open(empty, 0), NO_PLAN);
    const other = engineWith(w, QUEUE, block);
    assert.equal(w.entry_open(other, 0), NO_PLAN);
    assert.equal(w.entry_run(other, 0, 1, 0), NOT_OPEN);
});

test("too little memory is said, and with more the same engine runs", () => {
    const w = instance(module);
    const engine = engineWith(w, WARD, block);
    assert.equal(w.entry_open(engine, 1 << 20), NO_MEMORY);
    assert.equal(w.entry_open(engine, 0), FINE);
    assert.equal(w.entry_run(engine, 0, 1, 0), FINE);
});

test("both words of the seed count, also with their highest bits set", () => {
    const w = instance(module);
    const engine = cityThatRan(w);
    const seen = new Set();
    for (const [low, high] of [[1, 0], [0x80000001, 0], [1, 0x80000000], [0xffffffff, 0xffffffff]]) {
        assert.equal(w.entry_run(engine, 0, low, high), FINE);
        seen.add(Buffer.from(recordOf(w, engine)).toString("base64"));
    }
    assert.equal(seen.size, 4);
});

test("two engines in one module do not disturb each other", () => {
    const w = instance(module);
    const alone = Buffer.from(sumsOf(w, cityThatRan(w)));
    const a = engineWith(w, WARD, block), b = engineWith(w, WARD, block);
    assert.equal(w.entry_open(a, 0), FINE);
    assert.equal(w.entry_open(b, 0), FINE);
    assert.equal(w.entry_run(b, 5, 2, 0), FINE);
    assert.equal(w.entry_run(a, 0, 1, 0), FINE);
    assert.deepEqual(Buffer.from(sumsOf(w, a)), alone);
});

test("memory of an engine that is freed serves the next one", () => {
    const w = instance(module);
    w.entry_free(cityThatRan(w));
    const once = w.memory.buffer.byteLength;
    for (let i = 0; i < 5; i++)
        w.entry_free(cityThatRan(w));
    assert.equal(w.memory.buffer.byteLength, once);
});
