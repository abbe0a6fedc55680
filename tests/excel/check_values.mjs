// check_values.mjs DATA SHEETS BOOK - the sheets that LibreOffice made of a workbook (CSV files
// SHEETS/BOOK-NAME.csv) hold what the tables of the results (DATA/*.csv) hold, cell by cell. Kinds
// of columns are those of DATA/columns.csv. Exit 1 with the first differences.
import {readFileSync, readdirSync} from 'node:fs';

const [data, sheets, book] = process.argv.slice(2);
const names = {
    'days': 'wait_daily', 'half hours': 'wait_halfhour', 'staffing': 'staffing',
    'calendar': 'calendar', 'measures': 'summary', 'distribution': 'wait_ecdf', 'load': 'fluid',
    'phone': 'phone_halfhour', 'customers': 'customers',
};

function parse(text) {
    const rows = [];
    let row = [], cell = '', quoted = false;
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted && c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
        else if (c === '"' && (quoted || cell === '')) quoted = !quoted;
        else if (quoted) cell += c;
        else if (c === ',') { row.push(cell); cell = ''; }
        else if (c === '\n') { row.push(cell); rows.push(row); row = []; cell = ''; }
        else if (c !== '\r') cell += c;
    }
    return rows;
}

// Seconds of 08:45, 08:45:30 or 08:45:00 AM.
function seconds(text) {
    const [, h, m, s, half] = /^(\d+):(\d\d)(?::(\d\d))?(?: ([AP]M))?$/.exec(text);
    const hour = half === undefined ? Number(h) : Number(h) % 12 + (half === 'PM' ? 12 : 0);
    return hour * 3600 + Number(m) * 60 + Number(s ?? 0);
}

function value(text, kind) {
    if (text === '') return '';
    if (kind === 'clock') return seconds(text);
    if (kind === 'flag') return ({yes: 'yes', no: 'no', TRUE: 'yes', FALSE: 'no'})[text];
    if (kind === 'count' || kind === 'real')
        return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    return text.replace(/^'(?=[=+\-@])/, '');
}

function same(a, b) {
    if (typeof a !== 'number' || typeof b !== 'number') return a === b;
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}

const kinds = new Map();
for (const [file, column, , , type] of parse(readFileSync(`${data}/columns.csv`, 'utf8')))
    kinds.set(`${file}.${column}`, type);

let bad = 0, cells = 0, tables = 0;
function say(message) {
    if (bad++ < 10) console.log(message);
}

for (const file of readdirSync(sheets)) {
    const english = file.slice(book.length + 1, -'.csv'.length).replace(/^[^ ]+ /, '');
    const table = names[english];
    if (table === undefined) continue;
    tables++;
    const want = parse(readFileSync(`${data}/${table}.csv`, 'utf8'));
    const got = parse(readFileSync(`${sheets}/${file}`, 'utf8'));
    const keep = want[0].map((_, i) => i).filter((i) => want[0][i] !== 'run_id');
    const columns = keep.map((i) => want[0][i]);
    const heads = got[0].map((head) => head.split('\n').pop());
    if (heads.join() !== columns.join()) say(`${file}: columns ${heads}, want ${columns}`);
    if (got.length !== want.length) say(`${file}: ${got.length} lines, want ${want.length}`);
    for (let row = 1; row < Math.min(got.length, want.length); row++)
        keep.forEach((from, i) => {
            const kind = kinds.get(`${table}.${columns[i]}`) ?? 'text';
            const a = value(want[row][from], kind), b = value(got[row][i], kind);
            cells++;
            if (!same(a, b)) say(`${file}:${row + 1} ${columns[i]}: ${b}, want ${a}`);
        });
}
// Sheets that are made of the summary: a line a ward, and a line a measure of the whole.
const summary = parse(readFileSync(`${data}/summary.csv`, 'utf8'));
const at = (name) => summary[0].indexOf(name);
function found(site, metric, column) {
    const row = summary.find((r) => r[at('site_code')] === site && r[at('access')] === 'all' &&
        r[at('metric')] === metric);
    const text = row === undefined ? '' : row[at(column)];
    return column === 'verdict' ? text : value(text, 'real');
}
const metrics = new Set(summary.slice(1).map((r) => r[at('metric')]));
// wait_p90_min is wait_p90, share_within_target_ci_lo the lower end of share_within_target.
function meant(head) {
    if (head === 'verdict') return ['share_within_target', 'verdict'];
    const [, name, end] = /^(.*?)(_ci_lo|_ci_hi)?$/.exec(head);
    return [metrics.has(name) ? name : name.replace(/_[a-z]+$/, ''), (end ?? '_estimate').slice(1)];
}
function sheet(english) {
    const file = readdirSync(sheets).find((f) => f.endsWith(` ${english}.csv`));
    return file === undefined ? [] : parse(readFileSync(`${sheets}/${file}`, 'utf8'));
}
function compare(where, got, want) {
    cells++;
    if (!same(want, got)) say(`${where}: ${got}, want ${want}`);
}
if (at('site_code') >= 0) {
    const wards = sheet('wards');
    const heads = wards[0].map((head) => head.split('\n').pop());
    for (const row of wards.slice(1))
        heads.slice(2).forEach((head, i) => {
            const [metric, column] = meant(head);
            const kind = column === 'verdict' ? 'text' : 'real';
            compare(`wards ${row[1]} ${head}`, value(row[i + 2], kind),
                found(row[0], metric, column));
        });
    if (wards.length !== 1 + new Set(summary.slice(1).map((r) => r[at('site_code')])).size)
        say(`wards: ${wards.length} lines`);
    const whole = sheet('summary');
    const first = whole.findIndex((row) => row[0].endsWith('\nmetric'));
    const names = whole[first].map((head) => head.split('\n').pop());
    for (const row of whole.slice(first + 1))
        for (const column of ['estimate', 'ci_lo', 'ci_hi'])
            compare(`summary ${row[0]} ${column}`, value(row[names.indexOf(column)], 'real'),
                found('141003', row[0], column));
}

if (tables < 3 || cells < 1000) say(`only ${tables} tables and ${cells} cells were compared`);
console.log(`${tables} tables, ${cells} cells, ${bad} differ`);
process.exit(bad === 0 ? 0 : 1);
