/* The archive of a forecast: a table under header lines that say where it comes from, so that it
 * can be held against what came, and made again. */
#include <string.h>

#include "cli/forecast.h"
#include "cli/version.h"
#include "sim/output/csv.h"
#include "sim/output/outfile.h"

static void add_header(const struct forecast *f, struct text *out)
{
    const struct run *r = &f->trial.run;
    const struct options *o = &f->frame->options;
    char cutoff[CIVIL_TEXT_BYTES];
    civil_format(f->from, cutoff);
    text_addf(out, "# table: %s\n# scenario: %s\n# run: %s\n# cut_off: %s\n", f->table.name,
              r->said.id, r->run_digest, cutoff);
    text_addf(out, "# seed: %llu\n# replications: %u\n", (unsigned long long)r->seed,
              f->replications);
    if (f->has_state)
        text_addf(out, "# state: %s replication %u seed %llu\n", o->state, o->replication,
                  (unsigned long long)f->state_seed);
    else
        text_add(out, "# state: unconditional\n");
    text_addf(out, "# version: %s\n# source: %s\n# command: %s\n", version_get()->version,
              version_get()->source_digest, f->command);
}

/* The folder of a path, made with its parents; nothing when it has none. */
static bool make_folder(struct forecast *f)
{
    const char *slash = strrchr(f->path, '/');
    struct text folder;
    if (slash == NULL || slash == f->path)
        return true;
    text_init(&folder, f->frame->home);
    text_add_bytes(&folder, f->path, (size_t)(slash - f->path));
    return outfile_make_folder(text_get(&folder), &f->trial.run.frame.err);
}

bool forecast_keep(struct forecast *f)
{
    struct err *e = &f->trial.run.frame.err;
    struct text out;
    text_init(&out, f->frame->home);
    add_header(f, &out);
    csv_print(&f->table, &out);
    if (out.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "forecast");
    return make_folder(f) && outfile_write(f->path, text_get(&out), strlen(text_get(&out)), e);
}
