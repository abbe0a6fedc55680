// figure.js - the distribution of waits as SVG. Knows no document: it gives text.

const SIZE = { width: 680, height: 300, left: 52, right: 120, top: 14, bottom: 40 };

// The end of an axis of minutes that holds `least`, and the step between its marks.
function axisOf(least) {
    for (const [end, step] of [[15, 5], [30, 5], [60, 10], [90, 15], [120, 20], [180, 30], [240, 40], [300, 60]])
        if (least <= end)
            return { end, step };
    return { end: 480, step: 60 };
}

function curveOf(bins, end, place) {
    const parts = [];
    for (let k = 0; k <= 200; k++) {
        const minute = end * k / 200;
        const [x, y] = place(minute, shareWithin(bins, Math.round(minute * 60e6)));
        parts.push(`${k === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`);
    }
    return parts.join("");
}

// curves: [{bins, name, share}], the first one in front; share is the interval at the promise, in
// percent. promise: {minutes, share}.
function ecdfSvg(curves, promise, words) {
    const drawn = curves.filter((c) => total(c.bins) > 0);
    const p95 = drawn.map((c) => quantile(c.bins, 0.95) / 60e6);
    const { end, step } = axisOf(Math.max(promise.minutes * 1.5, ...p95));
    const wide = SIZE.width - SIZE.left - SIZE.right, tall = SIZE.height - SIZE.top - SIZE.bottom;
    const place = (minute, share) => [SIZE.left + wide * minute / end, SIZE.top + tall * (1 - share)];
    const out = [], line = (x1, y1, x2, y2, look) => out.push(`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${look}/>`);
    const p50 = drawn.length > 0 ? (quantile(drawn[0].bins, 0.5) / 60e6).toFixed(1) : "-";
    const p90 = drawn.length > 0 ? (quantile(drawn[0].bins, 0.9) / 60e6).toFixed(1) : "-";
    const title = words.figureTitle(p50, p90);
    out.push(`<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}"><title>${title}</title>`);
    for (let share = 0; share <= 1.001; share += 0.25) {
        const y = place(0, share)[1];
        line(SIZE.left, y, SIZE.left + wide, y, 'stroke="#dde4eb"');
        out.push(`<text x="${SIZE.left - 8}" y="${y + 5}" text-anchor="end">${Math.round(share * 100)}%</text>`);
    }
    for (let minute = 0; minute <= end; minute += step) {
        const [x, y] = place(minute, 0);
        line(x, y, x, y + 5, 'stroke="#4a5568"');
        out.push(`<text x="${x}" y="${y + 20}" text-anchor="middle">${minute}</text>`);
    }
    out.push(`<text x="${SIZE.left + wide + 18}" y="${SIZE.top + tall + 20}">${words.minutes}</text>`);
    const [x, y] = place(promise.minutes, promise.share);
    line(x, SIZE.top, x, SIZE.top + tall, 'stroke="#7a4b00" stroke-dasharray="5 4"');
    line(SIZE.left, y, SIZE.left + wide, y, 'stroke="#7a4b00" stroke-dasharray="5 4"');
    const ends = [];
    drawn.slice().reverse().forEach((c, i) => {
        const isFirst = i === drawn.length - 1;
        out.push(`<path d="${curveOf(c.bins, end, place)}" fill="none" stroke="${isFirst ? "#1d4f91" : "#5b6673"}" stroke-width="${isFirst ? 3 : 2}"${isFirst ? "" : ' stroke-dasharray="7 4"'}/>`);
        // How sure the share at the promise is: a bar from one bound to the other.
        if (!Number.isNaN(c.share.half)) {
            const [at, hi] = place(promise.minutes, Math.min(1, c.share.hi / 100)), lo = place(0, Math.max(0, c.share.lo / 100))[1];
            const look = `stroke="${isFirst ? "#1d4f91" : "#5b6673"}" stroke-width="2"`;
            line(at, hi, at, lo, look);
            [hi, lo].forEach((bound) => line(at - 5, bound, at + 5, bound, look));
        }
        ends.push({ name: c.name, y: place(end, shareWithin(c.bins, end * 60e6))[1], isFirst });
    });
    ends.sort((a, b) => a.y - b.y).forEach((e, i) => {
        const at = i > 0 ? Math.max(e.y, ends[i - 1].y + 16) : e.y;
        e.y = at;
        out.push(`<text x="${SIZE.left + wide + 6}" y="${at + 5}" style="fill:${e.isFirst ? "#1d4f91" : "#4a5568"}">${e.name}</text>`);
    });
    out.push("</svg>");
    return out.join("");
}
