// page.mjs - a page from a test: its parts, and its script as functions.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export function readPage(path) {
    const html = readFileSync(path, "utf8");
    const between = (before, after) => {
        const at = html.indexOf(before) + before.length;
        return html.slice(at, html.indexOf(after, at));
    };
    const script = between("</script>\n<script>", "</script>");
    const context = vm.createContext({ atob, WebAssembly, BigInt, TextDecoder });
    new vm.Script(script, { filename: "whatif.js" }).runInContext(context);
    const names = ["bytesOf", "planOf", "stateOf", "stateFrom", "linkOf", "commandOf", "settingsOf", "frameOf", "engineWorker",
        "Counts", "measuresOf", "intervalOf", "differenceOf", "verdictOf", "sectionOf", "shareWithin", "quantile", "ecdfSvg",
        "baselineFrom", "percentText", "halfText", "estimateText", "peopleOf", "sceneAt", "sceneSvg", "WORDS", "WORKER", "SECTIONS", "ACCESS"];
    const page = vm.runInContext(`({ ${names.join(", ")} })`, context);
    const data = JSON.parse(between('<script type="application/json" id="data">', "</script>"));
    const base = page.bytesOf(between('<script type="text/plain" id="plan">', "</script>"));
    const engine = page.bytesOf(between('<script type="text/plain" id="engine">', "</script>"));
    return { html, script, data, base, module: new WebAssembly.Module(engine), ...page };
}

// The first n replications of a state, as a worker of the page runs them.
export function counted(page, state, n) {
    const counts = new page.Counts(), answers = [];
    const take = page.engineWorker((m) => answers.push(m));
    const seed = BigInt(page.data.seed), ward = page.data.wards[state.ward];
    take({ module: page.module });
    take({ plan: page.planOf(page.data, page.base, state).buffer, name: "now", id: "x", site: ward.site });
    for (let r = 0; r < n; r++)
        take({ name: "now", id: "x", r, low: Number(seed & 0xffffffffn), high: Number(seed >> 32n),
            access_words: page.data.access_words, site_words: page.data.site_words });
    for (const answer of answers.reverse()) { // in any order
        if (answer.failed)
            throw new Error(`replication ${answer.r}: status ${answer.failed}`);
        counts.add(answer);
    }
    return { counts, take, answers };
}
