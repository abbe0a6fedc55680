// view.js - the page itself: controls, workers, and what is shown.

const WORKERS_MOST = 4; // each holds some 130 MB
const PRECISE = 1, KEPT_MOST = 12;

function startPage(data, base, module) {
    const $ = (id) => document.getElementById(id);
    const seed = BigInt(data.seed), measures = measuresOf(data);
    const dates = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
    let language = document.body.classList.contains("en") ? "en" : "ja";
    let words = WORDS[language];
    let state = stateFrom(data, location.hash) || stateOf(data, 0);
    let baseline = baselineFrom(data, location.hash, state);
    const kept = new Map(); // counts by link
    let most = 100, office = null, timer = null, again = null, lastSaid = "";

    // ---- workers ----

    const workers = [];
    const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    for (let i = 0; i < Math.min(WORKERS_MOST, Math.max(2, navigator.hardwareConcurrency || 2)); i++) {
        const worker = new Worker(url);
        const own = { worker, busy: null, open: {}, isBroken: false };
        worker.postMessage({ module });
        worker.onmessage = (e) => take(own, e.data);
        worker.onerror = () => lose(own);
        workers.push(own);
    }

    function fail() {
        $("notice").hidden = false;
        $("notice").textContent = words.failed;
    }

    // A worker that is no more: the others go on without it.
    function lose(own) {
        own.busy = null;
        own.isBroken = true;
        fail();
        feed();
    }

    function countsOf(s) {
        const link = linkOf(data, s);
        let counts = kept.get(link);
        if (counts === undefined) {
            counts = new Counts();
            kept.set(link, counts);
            for (const old of kept.keys())
                if (kept.size > KEPT_MOST && old !== link && old !== linkOf(data, state) && old !== linkOf(data, baseline))
                    kept.delete(old);
        }
        return counts;
    }

    function isBaseline() {
        return linkOf(data, state) === linkOf(data, baseline);
    }

    // The next replication that nobody runs, or null.
    function nextOf(name, s) {
        const counts = countsOf(s), id = linkOf(data, s);
        const running = new Set(workers.filter((w) => w.busy !== null && w.busy.id === id).map((w) => w.busy.r));
        for (let r = counts.n; r < most; r++)
            if (!counts.has(r) && !running.has(r))
                return { name, s, id, r };
        return null;
    }

    // What is behind comes first: replications are compared pair by pair.
    function nextTask() {
        const now = nextOf("now", state);
        const old = isBaseline() ? null : nextOf("baseline", baseline);
        if (now === null || old === null)
            return now || old;
        return old.r < now.r && countsOf(state).n > 0 ? old : now;
    }

    // Until the first answer there is one task: the engine's quick code is made beside it, and two
    // cores have no time for more.
    function feed() {
        for (const own of workers) {
            if (window.whatif.firstAt === undefined && workers.some((w) => w.busy !== null))
                return;
            const task = own.busy === null && !own.isBroken ? nextTask() : null;
            if (task === null)
                continue;
            if (own.open[task.name] !== task.id) {
                const plan = planOf(data, base, task.s).buffer;
                own.worker.postMessage({ plan, name: task.name, id: task.id, site: data.wards[task.s.ward].site }, [plan]);
                own.open[task.name] = task.id;
            }
            own.busy = task;
            own.worker.postMessage({ name: task.name, id: task.id, r: task.r, low: Number(seed & 0xffffffffn),
                high: Number(seed >> 32n), access_words: data.access_words, site_words: data.site_words });
        }
    }

    function take(own, answer) {
        if (answer.watched !== undefined)
            return showOffice(answer);
        if (own.busy !== null && answer.r !== undefined)
            own.busy = null;
        if (answer.failed) { // with its memory short it would only fail again
            own.isBroken = true;
            return fail();
        }
        const counts = kept.get(answer.id);
        if (answer.access !== undefined && counts !== undefined && counts.add(answer))
            show();
        feed();
    }

    // ---- what is shown ----

    function shown(measure, i) {
        if (Number.isNaN(i.estimate))
            return "-";
        const half = Number.isNaN(i.half) ? "" : ` <small>±${halfText(i.half, measure.digits)}</small>`;
        return `${estimateText(measure, i.estimate).replace("<", "&lt;")}${words.unit[measure.unit]}${half}`;
    }

    function difference(measure, a, b) {
        const d = differenceOf(data, measure, a, b);
        if (d === null || Number.isNaN(d.half))
            return "…";
        const zero = Math.abs(d.estimate) < 1e-12 && d.half < 1e-12;
        const isOpen = d.lo <= 0 && d.hi >= 0;
        const sign = measure.better === 0 || zero || isOpen ? 0 : d.estimate * measure.better;
        const word = zero ? words.none : isOpen ? words.same : sign === 0 ? "" : sign > 0 ? words.better : words.worse;
        const number = `${d.estimate > 0 ? "+" : ""}${d.estimate.toFixed(measure.digits)} <small>±${halfText(d.half, measure.digits)}</small>`;
        return `${zero ? "" : number} <span class="${sign > 0 ? "met" : sign < 0 ? "missed" : ""}">${word}</span>`;
    }

    function showNumbers(now, old) {
        const rows = measures.map((m) => {
            const cells = [shown(m, intervalOf(data, m, now))];
            if (old !== null)
                cells.push(old.n > 0 ? shown(m, intervalOf(data, m, old)) : "…", difference(m, old, now));
            return `<tr><th scope="row">${words.measures[m.id]}</th>${cells.map((c) => `<td>${c}</td>`).join("")}</tr>`;
        });
        const heads = [words.measure, words.current].concat(old !== null ? [words.baseline, words.difference] : []);
        $("numbers").tHead.innerHTML = `<tr>${heads.map((h) => `<th scope="col">${h}</th>`).join("")}</tr>`;
        $("numbers").tBodies[0].innerHTML = rows.join("");
    }

    function showFigure(now, old) {
        const curve = (counts, name) => ({ bins: sectionOf(counts, SECTIONS, ACCESS), name, share: intervalOf(data, measures[0], counts) });
        const curves = [curve(now, words.current)];
        if (old !== null && old.n > 0)
            curves.push(curve(old, words.baseline));
        $("figure").innerHTML = ecdfSvg(curves, { minutes: data.target_us / 60e6, share: data.target_share }, words);
    }

    function showVerdict(now) {
        const share = intervalOf(data, measures[0], now), target = data.target_share * 100;
        const verdict = verdictOf(share, target);
        const away = intervalOf(data, measures.find((m) => m.id === "turned_away"), now);
        const half = (i) => (Number.isNaN(i.half) ? null : halfText(i.half, 1));
        const shareText = estimateText(measures[0], share.estimate), awayText = away.estimate.toFixed(1);
        $("verdict-word").textContent = words.verdict[verdict];
        $("verdict-word").className = verdict;
        $("verdict-share").textContent = `${words.share(data.target_us / 60e6, shareText, half(share))} ${words.target(target.toFixed(0))}`;
        $("away").textContent = words.away(awayText, half(away));
        const needed = Number.isNaN(share.half) ? 0 : moreNeeded(now.n, share.half, PRECISE);
        if (needed === 0 && share.half <= PRECISE && window.whatif.preciseAt === undefined)
            window.whatif.preciseAt = performance.now();
        const state = `${now.n >= most ? words.finished : words.running}${Number.isNaN(share.half) ? "" : ` (${needed > 0 ? words.more(needed) : words.precise})`}`;
        $("progress").textContent = words.progress(now.n, most, state);
        $("bar-done").style.width = `${Math.min(100, 100 * now.n / most)}%`;
        // A screen reader is told of a verdict that changes and of round numbers, not of each run.
        const said = `${verdict} ${now.n >= most} ${[2, 10, 30].filter((n) => now.n >= n).length} ${linkOf(data, window.whatif.state)}`;
        if (said !== lastSaid && now.n > 1)
            $("said").textContent = words.said(words.verdict[verdict].slice(2), shareText, halfText(share.half, 1), away.estimate.toFixed(0), now.n);
        lastSaid = said;
    }

    function show() {
        const now = countsOf(state), old = isBaseline() ? null : countsOf(baseline);
        Object.assign(window.whatif, { state, n: now.n, most, counts: now, baseline: old });
        $("command").textContent = commandOf(data, state, now.n > 0 ? now.n : most);
        showLink();
        if (now.n === 0)
            return;
        if (window.whatif.firstAt === undefined)
            window.whatif.firstAt = performance.now();
        showVerdict(now);
        showFigure(now, old);
        showNumbers(now, old);
    }

    function showLink() {
        const link = `#${linkOf(data, state)}${isBaseline() && linkOf(data, baseline) === linkOf(data, stateOf(data, state.ward)) ? "" : `&${linkOf(data, baseline, "b.")}`}&lang=${language}`;
        history.replaceState(null, "", link);
        $("link").href = link;
        $("link").textContent = link;
    }

    // ---- controls ----

    function change() {
        if (office !== null) { // the day is that of the settings
            clearTimeout(again);
            again = setTimeout(watchDay, 500);
        }
        $("said").textContent = "";
        $("verdict-word").textContent = "…";
        $("verdict-word").className = "";
        show();
        feed();
    }

    function setWard(ward) {
        state = stateOf(data, ward);
        baseline = stateOf(data, ward);
        office = null;
        stop();
        $("office").hidden = true;
        build();
        change();
    }

    function addSlider(c, box) {
        const now = state.levels[c.id];
        box.innerHTML = `<label></label><input type="range" min="0" step="1"><output></output>`;
        const input = box.querySelector("input"), label = box.querySelector("label");
        Object.assign(input, { id: `c-${c.id}`, max: c.levels.length - 1, value: now });
        Object.assign(label, { htmlFor: input.id, textContent: c[language] });
        box.querySelector("output").htmlFor = input.id;
        const name = () => {
            const text = levelOf(data, state, c)[language];
            box.querySelector("output").textContent = text;
            input.setAttribute("aria-valuetext", text);
        };
        input.disabled = !counts(state, c);
        input.addEventListener("input", () => { state.levels[c.id] = Number(input.value); name(); change(); });
        name();
    }

    function addChoice(c, box) {
        const scope = c.kind === "mode" ? "" : words.allWards;
        box.innerHTML = `<label></label><select></select>`;
        const select = box.querySelector("select");
        select.id = `c-${c.id}`;
        Object.assign(box.querySelector("label"), { htmlFor: select.id, textContent: c[language] + scope });
        c.levels.forEach((l, i) => {
            const option = new Option(l[language], i, false, i === state.levels[c.id]);
            const tried = { ward: state.ward, halves: state.halves, levels: { ...state.levels, [c.id]: i } };
            option.disabled = data.wards[state.ward].frames[frameOf(data, tried)] === null;
            select.add(option);
        });
        select.addEventListener("change", () => { state.levels[c.id] = Number(select.value); buildHalves(); change(); });
    }

    function buildHalves() {
        const ward = data.wards[state.ward], list = $("half-list");
        $("halves").hidden = !canHaveHalves(data, state);
        list.innerHTML = `<label class="wide"><span></span><input type="checkbox" id="half-on"></label>`;
        list.querySelector("span").textContent = words.halvesNote;
        const box = $("half-on");
        box.checked = state.halves !== null;
        box.setAttribute("aria-label", words.halves);
        box.addEventListener("change", () => { setHalves(box.checked); });
        if (state.halves === null)
            return;
        ward.halves.forEach((h, k) => {
            const label = document.createElement("label");
            label.textContent = clock(h.from);
            const input = document.createElement("input");
            Object.assign(input, { type: "number", id: `h-${k}`, min: 1, max: data.counters_most, step: 1, value: state.halves[k] });
            input.addEventListener("change", () => {
                const n = Math.round(Number(input.value));
                state.halves = state.halves.slice();
                state.halves[k] = Math.min(data.counters_most, Math.max(1, Number.isFinite(n) ? n : h.n));
                input.value = state.halves[k];
                change();
            });
            label.append(input);
            list.append(label);
        });
    }

    // Begins with what the whole day has.
    function setHalves(on) {
        const ward = data.wards[state.ward], counters = ward.controls.find((c) => c.kind === "counters");
        const more = counters === undefined ? 0 : Number(levelOf(data, state, counters).key) || 0;
        state.halves = on ? ward.halves.map((h) => Math.max(1, h.n + more)) : null;
        build();
        change();
        $("half-on").focus();
    }

    function buildWard() {
        const box = $("ward-box");
        box.hidden = data.wards.length < 2;
        box.innerHTML = `<p class="control"><label for="ward"></label><select id="ward"></select></p>`;
        box.querySelector("label").textContent = words.ward;
        data.wards.forEach((w, i) => $("ward").add(new Option(w[language], i, false, i === state.ward)));
        $("ward").addEventListener("change", () => setWard(Number($("ward").value)));
    }

    function buildDays() {
        const ward = data.wards[state.ward];
        $("day").innerHTML = "";
        for (const day of ward.days) {
            const date = new Date(day * 86400000);
            $("day").add(new Option(`${dates(day)} (${words.weekdays[date.getUTCDay()]})`, day, false, day === data.day));
        }
    }

    function build() {
        const ward = data.wards[state.ward];
        buildWard();
        $("control-list").innerHTML = "";
        for (const c of ward.controls) {
            const box = document.createElement("div");
            box.className = "control";
            (c.kind === "counters" || c.id.startsWith("surge-") ? addSlider : addChoice)(c, box);
            $("control-list").append(box);
        }
        buildHalves();
        buildDays();
    }

    function say() {
        words = WORDS[language];
        document.documentElement.lang = language;
        document.body.className = language;
        $("to-ja").setAttribute("aria-pressed", String(language === "ja"));
        $("to-en").setAttribute("aria-pressed", String(language === "en"));
        const texts = { "controls-title": words.controls, "answer-title": words.answer, reset: words.reset, save: words.save,
            "most-label": words.most, "halves-title": words.halves, "numbers-title": words.numbers, note: words.note,
            "same-title": words.sameTitle, "same-note": words.sameNote, "link-note": words.link, "moving-title": words.moving,
            "day-label": words.day, show: words.show, play: words.play, "time-label": words.time, "scene-note": words.sceneNote,
            about: words.about(dates(data.from), dates(data.to), data.file), "figure-caption": words.figure(data.target_us / 60e6) };
        for (const id of Object.keys(texts))
            $(id).textContent = texts[id];
        build();
        show();
        if (office !== null)
            showScene();
    }

    // ---- a day ----

    function watchDay() {
        const own = workers[0], id = linkOf(data, state), day = Number($("day").value);
        const plan = planOf(data, base, state).buffer;
        $("scene-said").textContent = words.loading;
        $("office").hidden = false;
        stop();
        own.worker.postMessage({ plan, name: "day", id, site: data.wards[state.ward].site }, [plan]);
        own.worker.postMessage({ name: "day", once: true, id, day, r: 0, low: Number(seed & 0xffffffffn), high: Number(seed >> 32n) });
    }

    function showOffice(answer) {
        if (answer.failed || answer.open < 0)
            return fail();
        if (answer.id !== linkOf(data, state) || $("office").hidden)
            return;
        const before = office !== null && office.day === answer.watched ? Number($("time").value) : NaN;
        office = { ...peopleOf(answer.steps, answer.watched), day: answer.watched, open: answer.open, close: answer.close, duty: answer.duty };
        const last = Math.max(office.close, ...office.people.map((p) => p.done || 0));
        Object.assign($("time"), { min: office.open - 1800, max: Math.ceil(last / 60) * 60 + 300, step: 60, value: Number.isNaN(before) ? office.open : before });
        window.whatif.office = office;
        showScene();
        if (Number.isNaN(before) && !matchMedia("(prefers-reduced-motion: reduce)").matches)
            play();
    }

    function showScene() {
        const t = Number($("time").value), scene = sceneAt(office, t);
        $("scene").innerHTML = sceneSvg(office, scene, t, words);
        const text = words.scene(clock(t), scene.waiting.length, scene.outside, scene.serving.length, Math.max(scene.duty, scene.serving.length), scene.away, scene.done);
        $("scene-said").textContent = text;
        $("time").setAttribute("aria-valuetext", text);
    }

    function play() {
        $("play").textContent = words.pause;
        timer = setInterval(() => {
            if (Number($("time").value) >= Number($("time").max))
                return stop();
            $("time").value = Number($("time").value) + 60;
            showScene();
        }, 50);
    }

    function stop() {
        clearInterval(timer);
        timer = null;
        $("play").textContent = words.play;
    }

    // ---- beginning ----

    function setLanguage(to) {
        language = to;
        say();
    }

    window.whatif = {};
    $("to-ja").addEventListener("click", () => setLanguage("ja"));
    $("to-en").addEventListener("click", () => setLanguage("en"));
    $("reset").addEventListener("click", () => { state = stateOf(data, state.ward); build(); change(); });
    $("save").addEventListener("click", () => { baseline = { ward: state.ward, levels: { ...state.levels }, halves: state.halves && state.halves.slice() }; change(); });
    $("most").addEventListener("change", () => {
        const n = Math.round(Number($("most").value));
        most = Math.min(data.t.length, Math.max(2, Number.isFinite(n) ? n : 100));
        $("most").value = most;
        change();
    });
    $("show").addEventListener("click", watchDay);
    $("play").addEventListener("click", () => (timer === null ? (office !== null && play()) : stop()));
    $("time").addEventListener("input", () => { stop(); if (office !== null) showScene(); });
    window.addEventListener("hashchange", () => {
        const other = stateFrom(data, location.hash);
        if (other === null)
            return;
        state = other;
        baseline = baselineFrom(data, location.hash, state);
        build();
        change();
    });
    const asked = /(?:^#|&)lang=(ja|en)/.exec(location.hash);
    language = asked !== null ? asked[1] : language;
    $("live").hidden = false;
    $("notice").hidden = true;
    say();
    feed();
}

async function openPage() {
    const text = (id) => document.getElementById(id).textContent;
    const data = JSON.parse(text("data"));
    const language = document.body.classList.contains("en") ? "en" : "ja";
    let module;
    try {
        module = await WebAssembly.compile(bytesOf(text("engine")));
    } catch (reason) {
        document.getElementById("notice").textContent = WORDS[language].noWasm;
        document.getElementById("notice").title = String(reason);
        return;
    }
    startPage(data, bytesOf(text("plan")), module);
}

if (typeof document !== "undefined")
    openPage();
