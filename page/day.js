// day.js - a day of the office from the steps that people took: who waits, who is served, at
// any second of it. Knows no document: it gives numbers and SVG.

// enum journey_step (models/ward/journey.h)
const STEP = { comes: 14, ticket: 15, called: 17, done: 18, turned_away: 19, too_late: 20, refused: 21, balks: 22, leaves: 23 };

// People of the day in order of coming, in seconds after midnight; counters are given out as
// they are called, the least free one first.
function peopleOf(steps, day) {
    const view = new DataView(steps.buffer, steps.byteOffset, steps.byteLength), people = [];
    const second = (us) => Number(us - BigInt(day) * 86400000000n) / 1e6;
    let one = null;
    for (let at = 0; at < steps.length; at += STEP_BYTES) {
        const when = second(view.getBigInt64(at, true)), step = view.getUint8(at + 27);
        if (step === STEP.comes) {
            one = { comes: when, isBooked: view.getBigInt64(at + 8, true) !== 0n };
            people.push(one);
        } else if (one !== null) {
            for (const name of Object.keys(STEP))
                if (STEP[name] === step)
                    one[name] = when;
        }
    }
    people.sort((a, b) => a.comes - b.comes);
    const freeAt = [];
    people.filter((p) => p.called !== undefined).sort((a, b) => a.called - b.called).forEach((p) => {
        let k = freeAt.findIndex((t) => t <= p.called + 1e-6);
        k = k < 0 ? freeAt.length : k;
        freeAt[k] = p.done;
        p.counter = k;
    });
    return { people, seats: freeAt.length };
}

function awayOf(p) {
    return [p.turned_away, p.too_late, p.refused].find((t) => t !== undefined);
}

// What is to be seen at a second.
function sceneAt(office, t) {
    const scene = { waiting: [], serving: [], outside: 0, done: 0, away: 0, balked: 0, duty: 0, hasEnded: false };
    for (const p of office.people) {
        if (p.comes > t)
            continue;
        const end = p.called !== undefined ? p.called : p.leaves;
        if (awayOf(p) !== undefined)
            scene.away += awayOf(p) <= t ? 1 : 0;
        else if (p.ticket === undefined)
            scene.balked++;
        else if (t < p.ticket)
            scene.outside++;
        else if (end === undefined || t < end)
            scene.waiting.push(p);
        else if (p.done !== undefined && t < p.done)
            scene.serving.push(p);
        else
            scene.done += p.done !== undefined ? 1 : 0;
        scene.hasEnded = scene.hasEnded || (p.turned_away !== undefined && p.turned_away <= t);
    }
    const k = Math.floor((t - office.open) / 300);
    scene.duty = t < office.open ? 0 : office.duty[Math.min(k, office.duty.length - 1)];
    return scene;
}

function doorAt(office, scene, t, words) {
    if (t < office.open)
        return words.before;
    if (t >= office.close)
        return words.closed;
    return scene.hasEnded ? words.ended : words.open;
}

const SEATS = { left: 480, top: 34, wide: 192, tall: 176 }, DOTS_MOST = 150;

// How seats stand: in columns of eight while there is room, else smaller and closer.
function gridOf(seats) {
    let rows = 8, across = 40;
    while (Math.ceil(seats / rows) * across > SEATS.wide) {
        rows++;
        across = Math.min(40, 1.8 * SEATS.tall / rows);
    }
    return { rows, across, down: SEATS.tall / rows };
}

function sceneSvg(office, scene, t, words) {
    const out = [`<svg viewBox="0 0 680 250" role="img" aria-label="${words.moving}">`];
    const isOpen = t >= office.open && t < office.close;
    out.push(`<text x="8" y="20" style="font-size:18px;font-weight:bold">${clock(t)}</text>`);
    out.push(`<rect x="8" y="34" width="16" height="170" fill="${isOpen ? "#dcefe3" : "#5b6673"}" stroke="#1f2933"/>`);
    out.push(`<text x="8" y="224">${words.door}: ${doorAt(office, scene, t, words)}</text>`);
    out.push(`<text x="300" y="20" text-anchor="middle">${words.line} ${scene.waiting.length}</text>`);
    if (scene.waiting.length > DOTS_MOST)
        out.push(`<text x="106" y="120" text-anchor="end">+${scene.waiting.length - DOTS_MOST}</text>`);
    scene.waiting.slice(0, DOTS_MOST).forEach((p, i) => {
        const x = 430 - Math.floor(i / 10) * 22, y = 42 + (i % 10) * 16.5;
        out.push(`<circle cx="${x}" cy="${y}" r="6.5" fill="${p.isBooked ? "#1d4f91" : "#c76b1f"}"/>`);
    });
    out.push(`<text x="560" y="20" text-anchor="middle">${words.counters} ${scene.serving.length}/${Math.max(scene.duty, scene.serving.length)}</text>`);
    const seats = Math.max(office.seats, scene.duty), busy = new Map(scene.serving.map((p) => [p.counter, p]));
    const { rows, across, down } = gridOf(seats);
    for (let k = 0; k < seats; k++) {
        const x = SEATS.left + Math.floor(k / rows) * across, y = SEATS.top + (k % rows) * down, p = busy.get(k);
        const fill = p !== undefined ? (p.isBooked ? "#1d4f91" : "#c76b1f") : k < scene.duty ? "#ffffff" : "#dde4eb";
        out.push(`<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(across * 0.75).toFixed(1)}" height="${(down * 0.8).toFixed(1)}" rx="2" fill="${fill}" stroke="#1f2933"${k < scene.duty ? "" : ' stroke-dasharray="3 3"'}/>`);
    }
    out.push("</svg>");
    return out.join("");
}
