// engine.js - what the page computes: compiled scenarios from patches, replications in workers,
// estimates from their counts, and the command that repeats them. Knows no document; tests run
// it under node. sim/output/patch.h and models/ward/tally.h say what the bytes mean.

// ---- bytes ----

function bytesOf(base64) {
    const text = atob(base64), bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++)
        bytes[i] = text.charCodeAt(i);
    return bytes;
}

// Reads the steps of a patch: visit(stays, jump, bytes that are new).
function eachStep(patch, visit) {
    let at = 0;
    function number() {
        let value = 0, scale = 1, byte;
        do {
            byte = patch[at++];
            value += (byte & 127) * scale;
            scale *= 128;
        } while (byte >= 128);
        return value;
    }
    while (at < patch.length) {
        const stays = number(), j = number(), n = number();
        visit(stays, j % 2 === 0 ? j / 2 : -(j + 1) / 2, patch.subarray(at, at + n));
        at += n;
    }
}

// A block of n bytes made of another one.
function madeOf(old, patch, n) {
    const block = new Uint8Array(n);
    let to = 0, from = 0;
    eachStep(patch, (stays, jump, news) => {
        from += jump;
        block.set(old.subarray(from, from + stays), to);
        block.set(news, to + stays);
        to += stays + news.length;
        from += stays + news.length;
    });
    return block;
}

// Lays a patch over the block, which keeps its size.
function layOver(block, patch) {
    let to = 0;
    eachStep(patch, (stays, jump, news) => {
        block.set(news, to + stays);
        to += stays + news.length;
    });
}

// ---- what is chosen ----

// A state: {ward, levels: {control id: index}, halves: null or counters of each half hour}.
const ROSTER = 1, MIXED = 2;

function stateOf(data, ward) {
    const levels = {};
    for (const c of data.wards[ward].controls)
        levels[c.id] = c.base;
    return { ward, levels, halves: null };
}

function levelOf(data, state, control) {
    return control.levels[state.levels[control.id]];
}

function frameOf(data, state) {
    const ward = data.wards[state.ward];
    const isMixed = ward.controls.some((c) => c.kind === "mode" && levelOf(data, state, c).mixed);
    return (state.halves !== null ? ROSTER : 0) + (isMixed ? MIXED : 0);
}

// Counters of the whole day do not count where each half hour has its own.
function counts(state, control) {
    return control.kind !== "counters" || state.halves === null;
}

// The compiled scenario of a state. base: the scenario's own block.
function planOf(data, base, state) {
    const ward = data.wards[state.ward], bits = frameOf(data, state), frame = ward.frames[bits];
    const block = frame.delta === null ? base.slice() : madeOf(base, bytesOf(frame.delta), frame.bytes);
    for (const c of ward.controls) {
        const patch = levelOf(data, state, c).patch[bits];
        if (counts(state, c) && patch !== null)
            layOver(block, bytesOf(patch));
    }
    for (const joint of ward.joints)
        if (joint.patch[bits] !== null && joint.controls.every((id, k) => state.levels[id] === joint.levels[k]))
            layOver(block, bytesOf(joint.patch[bits]));
    if (state.halves !== null) {
        const view = new DataView(block.buffer);
        frame.words.forEach((steps, k) => {
            let at = 0;
            for (const step of steps) {
                at += step;
                view.setInt32(at, state.halves[k], true);
            }
        });
    }
    return block;
}

function clock(second) {
    return `${Math.floor(second / 3600)}:${String(Math.floor(second / 60) % 60).padStart(2, "0")}`;
}

function rosterOf(ward, halves) {
    const steps = ward.halves.map((h, k) => `{from: "${clock(h.from)}", counters: ${halves[k]}}`);
    return `wards.${ward.ja}.roster=[${steps.join(", ")}${ward.saturday}]`;
}

// The settings that make the state out of the scenario's file.
function settingsOf(data, state) {
    const ward = data.wards[state.ward], all = data.set.slice();
    if (state.halves !== null)
        all.push(rosterOf(ward, state.halves));
    for (const c of ward.controls)
        if (counts(state, c))
            all.push(...levelOf(data, state, c).set);
    return all;
}

// One word of a command line, quoted for a shell when it needs to be.
function quoted(word) {
    return /^[A-Za-z0-9_.\/+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function commandOf(data, state, replications) {
    const sets = settingsOf(data, state).map((s) => ` --set ${quoted(s)}`);
    return `madosim run ${quoted(data.file)} -r ${replications} --seed ${data.seed}${sets.join("")}`;
}

// ---- links ----

function linkOf(data, state, prefix = "") {
    const ward = data.wards[state.ward], parts = [`${prefix}ward=${ward.code}`];
    for (const c of ward.controls)
        if (state.levels[c.id] !== c.base)
            parts.push(`${prefix}${encodeURIComponent(c.id)}=${levelOf(data, state, c).key}`);
    if (state.halves !== null)
        parts.push(`${prefix}half=${state.halves.join(".")}`);
    return parts.join("&");
}

// A piece of a link as it was meant; one that is broken stays as it is.
function plainOf(piece) {
    try {
        return decodeURIComponent(piece);
    } catch {
        return piece;
    }
}

// The state that a link names; what it does not know stays as it is now.
function stateFrom(data, link, prefix = "") {
    const said = new Map();
    for (const part of link.replace(/^#/, "").split("&")) {
        const at = part.indexOf("=");
        if (at > 0)
            said.set(plainOf(part.slice(0, at)), plainOf(part.slice(at + 1)));
    }
    const ward = data.wards.findIndex((w) => w.code === said.get(`${prefix}ward`));
    if (ward < 0)
        return null;
    const state = stateOf(data, ward), own = data.wards[ward];
    for (const c of own.controls) {
        const index = c.levels.findIndex((l) => l.key === said.get(prefix + c.id));
        if (index >= 0)
            state.levels[c.id] = index;
    }
    const halves = (said.get(`${prefix}half`) || "").split(".").map(Number);
    const fits = halves.every((n) => Number.isInteger(n) && n >= 1 && n <= data.counters_most);
    if (halves.length === own.halves.length && fits)
        state.halves = halves;
    return own.frames[frameOf(data, state)] === null ? stateOf(data, ward) : state;
}

// What the state is compared with: the one that the link names for the same ward, or as it is now.
function baselineFrom(data, link, state) {
    const named = stateFrom(data, link, "b.");
    return named !== null && named.ward === state.ward ? named : stateOf(data, state.ward);
}

// Counters by half hour, as they are or as the whole day has them; false where this ward, with these
// settings, cannot have them.
function canHaveHalves(data, state) {
    const ward = data.wards[state.ward];
    return ward.halves.length > 0 && ward.frames[frameOf(data, { ...state, halves: [] })] !== null;
}

// ---- the engine, in a worker ----

const BINS = 833, SECTIONS = 30, ACCESS = 2; // sim/engine/histogram.h, models/ward/tally.h
const STEP_BYTES = 32;                       // struct journey_event

// Runs by itself in a worker: takes messages, gives answers. Named engines live side by side.
function engineWorker(post) {
    const BINS = 833, SECTIONS = 30, ACCESS = 2, STEP_BYTES = 32;
    const engines = new Map();
    let w = null;
    function open(m) {
        close(m.name);
        const plan = new Uint8Array(m.plan), engine = w.entry_new(0, plan.length);
        if (engine === 0)
            return post({ name: m.name, id: m.id, failed: 1 });
        new Uint8Array(w.memory.buffer).set(plan, w.entry_plan(engine) >>> 0);
        const status = w.entry_open(engine, 0);
        engines.set(m.name, { engine, site: m.site, id: m.id });
        if (status !== 0)
            post({ name: m.name, id: m.id, failed: status });
    }
    function close(name) {
        if (engines.has(name))
            w.entry_free(engines.get(name).engine);
        engines.delete(name);
    }
    function words(address, n) {
        return Array.from(new BigInt64Array(w.memory.buffer, address >>> 0, n), Number);
    }
    // Waits of this replication alone: they are taken out of the sum.
    function takeWaits(engine, r, site, access) {
        const all = new Uint32Array(w.memory.buffer, w.entry_waits(engine, r % SECTIONS, site, access) >>> 0, BINS);
        const own = all.slice();
        all.fill(0);
        return own;
    }
    function run(m) {
        const e = engines.get(m.name);
        if (e === undefined || e.id !== m.id)
            return post({ name: m.name, id: m.id, r: m.r, stale: true });
        const status = w.entry_run_site(e.engine, m.r, m.low, m.high, e.site);
        if (status !== 0)
            return post({ name: m.name, id: m.id, r: m.r, failed: status });
        const access = [], waits = [];
        for (let a = 0; a < ACCESS; a++) {
            access.push(words(w.entry_of_access(e.engine, e.site, a), m.access_words));
            waits.push(takeWaits(e.engine, m.r, e.site, a));
        }
        post({ name: m.name, id: m.id, r: m.r, access, waits,
               site: words(w.entry_of_site(e.engine, e.site), m.site_words) });
    }
    // One day of one replication, step by step.
    function watch(m) {
        const e = engines.get(m.name);
        w.entry_watch(e.engine, e.site, m.day);
        const status = w.entry_run_site(e.engine, m.r, m.low, m.high, e.site);
        for (let a = 0; status === 0 && a < ACCESS; a++)
            takeWaits(e.engine, m.r, e.site, a);
        const n = w.entry_step_count(e.engine) >>> 0, at = w.entry_steps(e.engine) >>> 0;
        const steps = new Uint8Array(w.memory.buffer, at, n * STEP_BYTES).slice();
        const open = w.entry_door(e.engine, e.site, m.day, 0), duty = [];
        const shut = w.entry_door(e.engine, e.site, m.day, 1);
        for (let s = open; open >= 0 && s < shut; s += 300)
            duty.push(w.entry_duty(e.engine, e.site, m.day, s));
        w.entry_watch(e.engine, -1, 0);
        if (m.once)
            close(m.name);
        post({ name: m.name, id: m.id, watched: m.day, failed: status, steps, open, close: shut, duty });
    }
    return (m) => {
        if (m.module !== undefined)
            w = new WebAssembly.Instance(m.module).exports;
        else if (m.plan !== undefined)
            open(m);
        else if (m.day !== undefined)
            watch(m);
        else
            run(m);
    };
}

const WORKER = `${engineWorker.toString()}
const take = engineWorker((m) => postMessage(m));
onmessage = (e) => take(e.data);`;

// ---- estimates ----

// Counts of a state: what replications 0 to n - 1 gave, without a gap; later ones wait.
class Counts {
    constructor() {
        this.rows = [];
        this.waits = [];
        for (let s = 0; s < SECTIONS; s++)
            this.waits.push([new Float64Array(BINS), new Float64Array(BINS)]);
        this.early = new Map();
    }

    get n() {
        return this.rows.length;
    }

    // The same of replications 0 to n - 1.
    upTo(n) {
        if (n >= this.n)
            return this;
        const part = new Counts();
        this.rows.slice(0, n).forEach((row) => part.append(row));
        return part;
    }

    append(row) {
        for (let a = 0; a < ACCESS; a++) {
            const all = this.waits[this.n % SECTIONS][a];
            row.waits[a].forEach((count, bin) => { all[bin] += count; });
        }
        this.rows.push(row);
    }

    has(r) {
        return r < this.n || this.early.has(r);
    }

    // Returns whether n has grown.
    add(answer) {
        const before = this.n;
        if (!this.has(answer.r))
            this.early.set(answer.r, answer);
        for (let next; (next = this.early.get(this.n)) !== undefined;) {
            this.early.delete(this.n);
            this.append({ access: next.access, site: next.site, waits: next.waits });
        }
        return this.n > before;
    }
}

// Lower edge of a bin in microseconds; the one behind the last, too.
function edge(bin) {
    if (bin < 65)
        return (bin - 1) * 262144;
    const octave = Math.floor((bin - 65) / 64), step = (bin - 65) % 64;
    return (64 + step) * 2 ** (octave + 18);
}

function low(bin) {
    return bin <= 1 ? bin : edge(bin);
}

function high(bin) {
    return bin === 0 ? 1 : edge(bin + 1);
}

function binOf(us) {
    if (us === 0)
        return 0;
    const units = Math.floor(us / 262144);
    if (units < 64)
        return 1 + units;
    const octave = Math.floor(Math.log2(units)) - 6;
    return octave >= 12 ? BINS - 1 : 65 + octave * 64 + Math.floor(units / 2 ** octave) - 64;
}

function total(bins) {
    let n = 0;
    for (const count of bins)
        n += count;
    return n;
}

function quantile(bins, p) {
    const n = total(bins), rank = p * n;
    if (n === 0)
        return NaN;
    let before = 0, bin = 0;
    while (bin < BINS - 1 && before + bins[bin] < rank)
        before += bins[bin++];
    if (bin === 0)
        return 0;
    const width = high(bin) - low(bin), inside = (rank - before) / bins[bin];
    return low(bin) + width * (0.37 + (1 - 2 * 0.37) * inside);
}

// Share of waits not above a limit.
function shareWithin(bins, limit) {
    const n = total(bins), last = binOf(limit);
    if (n === 0)
        return NaN;
    let below = 0;
    for (let i = 0; i < last; i++)
        below += bins[i];
    const part = limit >= high(last) ? 1 : (limit + 1 - low(last)) / (high(last) - low(last));
    return (below + part * bins[last]) / n;
}

// Waits of a section, or of all: access ACCESS is both ways of coming.
function sectionOf(counts, section, access) {
    const bins = new Float64Array(BINS);
    for (let s = 0; s < SECTIONS; s++)
        for (let a = 0; a < ACCESS; a++)
            if ((section === SECTIONS || s === section) && (access === ACCESS || a === access))
                counts.waits[s][a].forEach((count, bin) => { bins[bin] += count; });
    return bins;
}

function around(t, estimate, variance, n) {
    const half = n < 2 || !Number.isFinite(estimate) ? NaN : t[Math.min(n, t.length) - 1] * Math.sqrt(variance);
    return { estimate, lo: estimate - half, hi: estimate + half, half };
}

function sum(values) {
    return values.reduce((a, b) => a + b, 0);
}

function meanInterval(t, y) {
    const n = y.length, mean = sum(y) / n;
    const squares = sum(y.map((v) => (v - mean) * (v - mean)));
    return around(t, mean, n < 2 ? 0 : squares / (n * (n - 1)), n);
}

function ratioInterval(t, y, x) {
    const n = y.length, sumX = sum(x), ratio = sumX > 0 ? sum(y) / sumX : NaN;
    const squares = sum(y.map((v, i) => (v - ratio * x[i]) ** 2));
    return around(t, ratio, n < 2 ? 0 : squares * n / (n - 1) / (sumX * sumX), n);
}

function sectionInterval(t, whole, sections) {
    const used = sections.filter((v) => !Number.isNaN(v)), n = used.length;
    const squares = sum(used.map((v) => (v - whole) * (v - whole)));
    return around(t, whole, n < 2 ? 0 : squares / (n * (n - 1)), n);
}

// The measures of the page: how each is made of a replication's words. better: 1 more, -1 less.
function measuresOf(data) {
    const a = data.of_access, s = data.of_site;
    const both = (row, word) => row.access[0][word] + row.access[1][word];
    return [
        { id: "share_within_target", y: (r) => both(r, a.within), x: (r) => both(r, a.tickets), scale: 100, digits: 1, unit: "%", better: 1 },
        { id: "wait_p90", q: 0.9, scale: 1 / 60e6, digits: 1, unit: "min", better: -1 },
        { id: "wait_mean", y: (r) => both(r, a.wait_us), x: (r) => both(r, a.served), scale: 1 / 60e6, digits: 2, unit: "min", better: -1 },
        { id: "turned_away", y: (r) => both(r, a.turned_away) + both(r, a.refused), scale: 1, digits: 1, unit: "people", better: -1 },
        { id: "refused", y: (r) => both(r, a.no_booking), scale: 1, digits: 1, unit: "people", better: -1 },
        { id: "left", y: (r) => both(r, a.left), scale: 1, digits: 1, unit: "people", better: -1 },
        { id: "early_end_days", y: (r) => r.site[s.early_end_days], scale: 1, digits: 1, unit: "days", better: -1 },
        { id: "overtime_mean", y: (r) => r.site[s.overtime_us], x: (r) => r.site[s.open_days], scale: 1 / 60e6, digits: 1, unit: "min", better: -1 },
        { id: "occupancy", y: (r) => r.site[s.busy_us], x: (r) => r.site[s.staffed_us], scale: 100, digits: 1, unit: "%", better: 0 },
        { id: "counter_hours", y: (r) => r.site[s.staffed_us], scale: 1 / 3600e6, digits: 0, unit: "h", better: 0 },
        { id: "visits", y: (r) => both(r, a.arrivals), scale: 1, digits: 0, unit: "people", better: 0 },
    ];
}

// The measure's sample over the first n replications: {y, x} or {whole, y: sections}.
function sampleOf(measure, counts, n) {
    if (measure.q !== undefined) {
        const y = [];
        for (let s = 0; s < Math.min(n, SECTIONS); s++)
            y.push(quantile(sectionOf(counts, s, ACCESS), measure.q));
        return { whole: quantile(sectionOf(counts, SECTIONS, ACCESS), measure.q), y };
    }
    const rows = counts.rows.slice(0, n);
    return { y: rows.map(measure.y), x: measure.x === undefined ? null : rows.map(measure.x) };
}

function intervalOf(data, measure, counts) {
    const s = sampleOf(measure, counts, counts.n);
    const i = s.whole !== undefined ? sectionInterval(data.t, s.whole, s.y)
        : s.x === null ? meanInterval(data.t, s.y) : ratioInterval(data.t, s.y, s.x);
    const k = measure.scale;
    return { estimate: i.estimate * k, lo: i.lo * k, hi: i.hi * k, half: i.half * k };
}

// How far each replication pulls the estimate away.
function pullsOf(s) {
    if (s.whole !== undefined)
        return { centre: s.whole, pulls: s.y.map((v) => v - s.whole) };
    if (s.x === null) {
        const mean = sum(s.y) / s.y.length;
        return { centre: mean, pulls: s.y.map((v) => v - mean) };
    }
    const all = sum(s.x), ratio = sum(s.y) / all;
    return { centre: ratio, pulls: s.y.map((v, i) => (v - ratio * s.x[i]) * s.y.length / all) };
}

// b - a from replications that met the same public; null with fewer than two of both.
function differenceOf(data, measure, a, b) {
    const n = Math.min(a.n, b.n);
    if (n < 2)
        return null;
    const pa = pullsOf(sampleOf(measure, a.upTo(n), n)), pb = pullsOf(sampleOf(measure, b.upTo(n), n));
    const used = pa.pulls.map((v, i) => pb.pulls[i] - v).filter((v) => !Number.isNaN(v));
    const m = used.length, variance = sum(used.map((v) => v * v)) / (m * (m - 1));
    const i = around(data.t, pb.centre - pa.centre, variance, m), k = measure.scale;
    return { estimate: i.estimate * k, lo: i.lo * k, hi: i.hi * k, half: i.half * k };
}

// ---- numbers as text ----

// Waits are counted up to 19 hours (sim/engine/histogram.h): of a longer one only that it is longer.
const LONGEST_MIN = 1080;

// Never says more than the value: what is not quite all is no 100 %, what is not quite nothing no 0.
function percentText(percent, digits) {
    const text = percent.toFixed(digits), step = 10 ** -digits;
    if (percent < 100 && Number(text) >= 100)
        return `>${(100 - step).toFixed(digits)}`;
    return percent > 0 && Number(text) === 0 ? `<${step.toFixed(digits)}` : text;
}

function estimateText(measure, estimate) {
    if (Number.isNaN(estimate))
        return "-";
    if (measure.unit === "%")
        return percentText(estimate, measure.digits);
    return measure.q !== undefined && estimate >= LONGEST_MIN ? `>${LONGEST_MIN}` : estimate.toFixed(measure.digits);
}

// Half an interval, rounded up: it is never narrower than it was.
function halfText(half, digits) {
    const scale = 10 ** digits;
    return Number.isNaN(half) ? "-" : (Math.ceil(half * scale - 1e-6) / scale).toFixed(digits);
}

// Kept only if the lower bound reaches the promise, missed only if the upper one stays below.
function verdictOf(share, target) {
    if (Number.isNaN(share.estimate))
        return "none";
    if (Number.isNaN(share.lo))
        return "open";
    if (share.lo >= target)
        return "met";
    return share.hi < target ? "missed" : "open";
}

// Replications until half an interval is so narrow, from what there is.
function moreNeeded(n, half, wanted) {
    return half <= wanted || n < 2 ? 0 : Math.ceil(n * (half / wanted) ** 2) - n;
}
