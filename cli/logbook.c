#include "cli/logbook.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/phrase.h"
#include "cli/version.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/csv.h"
#include "sim/output/outfile.h"

#define TOP "results"

/* ---- what is there ---------------------------------------------------------------------- */

struct search {
    struct arena *home;
    struct logbook_entry *entries;
    size_t n;
};

static const char *below(struct arena *home, const char *folder, const char *name)
{
    struct text t;
    size_t n = strlen(folder);
    text_init(&t, home);
    text_add(&t, folder);
    text_add(&t, n > 0 && folder[n - 1] == '/' ? "" : "/");
    text_add(&t, name);
    return text_get(&t);
}

static void take(struct search *s, const char *folder)
{
    struct logbook_entry *entry = &s->entries[s->n];
    if (manifest_read_origin(below(s->home, folder, "manifest.json"), s->home, &entry->origin)) {
        entry->folder = folder;
        s->n++;
    }
}

static void look_below(struct search *s, const char *folder, int levels)
{
    DIR *all = opendir(folder);
    const struct dirent *entry;
    if (all == NULL)
        return;
    /* A stream of our own: readdir needs no lock. */
    /* cppcheck-suppress readdirCalled */
    while (s->n < LOGBOOK_MOST && (entry = readdir(all)) != NULL) {
        const char *path = below(s->home, folder, entry->d_name);
        struct stat status;
        if (entry->d_name[0] == '.' || stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
            continue;
        take(s, path);
        if (levels > 1)
            look_below(s, path, levels - 1);
    }
    (void)closedir(all);
}

static const char *finished(const struct logbook_entry *e)
{
    return e->origin.finished != NULL ? e->origin.finished : "";
}

/* The newest first; of the same second, by name. */
static int by_time(const void *a, const void *b)
{
    const struct logbook_entry *x = a, *y = b;
    int order = strcmp(finished(y), finished(x));
    return order != 0 ? order : strcmp(x->folder, y->folder);
}

const struct logbook_entry *logbook_find(const char *top, struct arena *home, size_t *n)
{
    struct search s = {.home = home,
                       .entries = arena_take_array(home, struct logbook_entry, LOGBOOK_MOST)};
    *n = 0;
    if (s.entries == NULL)
        return NULL;
    look_below(&s, top, 2);
    if (s.n > 1)
        qsort(s.entries, s.n, sizeof *s.entries, by_time);
    *n = s.n;
    return s.n > 0 ? s.entries : NULL;
}

/* ---- log.jsonl --------------------------------------------------------------------------- */

static void add_pair(struct text *t, const char *key, const char *value)
{
    text_addf(t, ", \"%s\": ", key);
    text_add_json(t, value);
}

bool logbook_add(struct run *r, const char *event)
{
    struct text line;
    text_init(&line, r->frame.home);
    text_add(&line, "{\"time\": ");
    text_add_json(&line, run_now(r->frame.home));
    add_pair(&line, "event", event);
    add_pair(&line, "run_id", r->run_id);
    text_addf(&line, ", \"replications\": %u, \"partial\": %s, \"seconds\": %.1f, \"threads\": %u",
              r->result.replications, r->is_partial ? "true" : "false", r->seconds, run_threads(r));
    add_pair(&line, "version", version_get()->version);
    add_pair(&line, "command", r->command);
    if (r->missing_figures != NULL)
        add_pair(&line, "missing_figures", r->missing_figures);
    text_add(&line, "}\n");
    if (line.failed)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "log.jsonl");
    return outfile_append(below(r->frame.home, r->folder, "log.jsonl"), text_get(&line),
                          line.length, &r->frame.err);
}

/* ---- INDEX.csv --------------------------------------------------------------------------- */

enum { RUN_ID, SCENARIO, FOLDER, REPLICATIONS, SEED, STATUS, FINISHED, VERSION, COMMAND, COLUMNS };

static const struct table_column columns[COLUMNS] = {
    [RUN_ID] = {.name = "run_id", .kind = TABLE_TEXT, .name_ja = "試算ID"},
    [SCENARIO] = {.name = "scenario", .kind = TABLE_TEXT, .name_ja = "シナリオ"},
    [FOLDER] = {.name = "folder", .kind = TABLE_TEXT, .name_ja = "フォルダー"},
    [REPLICATIONS] = {.name = "replications", .kind = TABLE_COUNT, .name_ja = "反復"},
    [SEED] = {.name = "seed", .kind = TABLE_TEXT, .name_ja = "乱数の種"},
    [STATUS] = {.name = "partial", .kind = TABLE_FLAG, .name_ja = "途中"},
    [FINISHED] = {.name = "finished", .kind = TABLE_TEXT, .name_ja = "終了"},
    [VERSION] = {.name = "version", .kind = TABLE_TEXT, .name_ja = "版"},
    [COMMAND] = {.name = "command", .kind = TABLE_TEXT, .name_ja = "命令"},
};

static const char *known(const char *text)
{
    return text != NULL ? text : "";
}

static void add_row(struct table *t, const struct logbook_entry *e)
{
    struct table_cell *row = table_add_row(t);
    struct text seed;
    if (row == NULL)
        return;
    text_init(&seed, t->home);
    text_addf(&seed, "%llu", (unsigned long long)e->origin.seed);
    row[RUN_ID] = table_text(e->origin.run_id);
    row[SCENARIO] = table_text(known(e->origin.scenario));
    row[FOLDER] = table_text(e->folder);
    row[REPLICATIONS] = table_count(e->origin.replications);
    row[SEED] = table_text(text_get(&seed));
    row[STATUS] = table_flag(e->origin.is_partial);
    row[FINISHED] = table_text(finished(e));
    row[VERSION] = table_text(known(e->origin.version));
    row[COMMAND] = table_text(known(e->origin.command));
}

bool logbook_index(struct run *r)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* by which Excel knows UTF-8 */
    const char *headings[COLUMNS];
    struct table t;
    struct text out;
    size_t n;
    if (r->folder == NULL || strncmp(r->folder, TOP "/", strlen(TOP "/")) != 0)
        return true;
    const struct logbook_entry *all = logbook_find(TOP, r->frame.home, &n);
    table_init(&t, r->frame.home, "INDEX", columns, COLUMNS);
    for (size_t i = 0; i < n; i++)
        add_row(&t, &all[i]);
    for (size_t i = 0; i < COLUMNS; i++)
        headings[i] = columns[i].name;
    text_init(&out, r->frame.home);
    text_add(&out, mark);
    csv_print_headed(&t, headings, &out);
    if (t.failed || out.failed)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, TOP "/INDEX.csv");
    return outfile_write(TOP "/INDEX.csv", text_get(&out), out.length, &r->frame.err);
}

/* ---- a folder that is none ----------------------------------------------------------------- */

void logbook_hint(const struct frame *f, const char *folder)
{
    size_t n;
    struct stat status;
    bool is_there = stat(folder, &status) == 0;
    if (is_there && S_ISREG(status.st_mode)) {
        frame_say(f, stderr, PHRASE_RESULTS_OF_FILE, folder, "");
        return;
    }
    const struct logbook_entry *all = logbook_find(is_there ? folder : TOP, f->home, &n);
    if (n > 0)
        frame_say(f, stderr, is_there ? PHRASE_RESULTS_BELOW : PHRASE_RESULTS_NEWEST, all[0].folder,
                  "");
    else
        frame_say(f, stderr, PHRASE_RESULTS_FIRST, "", "");
}

bool logbook_can_repeat(const struct frame *f, const char *folder, const struct manifest_origin *o)
{
    if (o->is_partial)
        frame_say(f, stderr, PHRASE_RESULTS_PARTIAL, folder, known(o->command));
    else if (!outfile_exists(o->scenario))
        frame_say(f, stderr, PHRASE_SCENARIO_ELSEWHERE, folder, o->scenario);
    return !o->is_partial && outfile_exists(o->scenario);
}
