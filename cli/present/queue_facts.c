#include "cli/present/queue_facts.h"

#include "cli/present/lookup.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"

const char *const *queue_facts_ways(void)
{
    static const char *const ways[] = {"left",    "balked",    "full", "turned_away",
                                       "cleared", "call_back", NULL};
    return ways;
}

static void read_use(struct queue_facts *f, const char *key, const char *name,
                     struct queue_facts_use *use)
{
    const struct table *t = &f->tables->summary;
    *use = (struct queue_facts_use){.key = key, .name = name};
    use->share = queue_tables_find(t, key, "wait_within", 0);
    use->people = queue_tables_find(t, key, "people", 0);
    use->mean = queue_tables_find(t, key, "wait_mean", 0);
    use->p50 = queue_tables_find(t, key, "wait_p50", 0);
    use->p90 = queue_tables_find(t, key, "wait_p90", 0);
    use->verdict = verdict_of(use->share, f->about->target_share);
    for (const char *const *way = queue_facts_ways(); *way != NULL; way++) {
        double a_day = queue_tables_find(t, key, *way, 0).estimate;
        use->not_served += a_day > 0 ? a_day : 0;
    }
}

static void read_uses(struct queue_facts *f)
{
    const struct setup_use *uses = f->source->data->s.uses.items;
    for (size_t i = 0; i < f->n_uses; i++) {
        read_use(f, uses[i].name, uses[i].name, &f->uses[i]);
        f->n_met += f->uses[i].verdict == VERDICT_MET;
        f->n_open += f->uses[i].verdict == VERDICT_OPEN;
        f->n_missed += f->uses[i].verdict == VERDICT_MISSED;
    }
    const char *all = f->about->japanese ? "すべて" : "All";
    read_use(f, SETUP_ALL_USES, f->n_uses == 1 ? uses[0].name : all, &f->whole);
}

static bool has_people(const struct table *t, size_t row)
{
    return lookup_number(t, row, "tickets") > 0 &&
           !lookup_is_missing(t, row, "share_within_target");
}

static void read_halves(struct queue_facts *f)
{
    const struct table *t = &f->tables->wait_halfhour;
    struct queue_facts_half *w = &f->worst;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct interval share = lookup_interval(t, row, "share_within_target");
        if (!has_people(t, row) || (w->n++ > 0 && !(share.estimate < w->share.estimate)))
            continue;
        w->share = share;
        w->row = row;
        w->from_s = lookup_int(t, row, "half_hour_start");
        w->to_s = lookup_int(t, row, "half_hour_end");
    }
    for (size_t row = 0; row < t->n_rows; row++)
        if (has_people(t, row) && row != w->row)
            w->rivals += !(lookup_interval(t, row, "share_within_target").lo > w->share.hi);
}

bool queue_facts_read(const struct queue_tables_source *source, const struct queue_tables *tables,
                      const struct tables_about *about, struct queue_facts *out, struct err *e)
{
    const struct design *d = source->design;
    *out = (struct queue_facts){.source = source, .tables = tables, .about = about};
    out->n_uses = source->data->s.uses.count;
    out->n_stations = (size_t)d->n_stations;
    out->uses = arena_take_array(source->home, struct queue_facts_use, out->n_uses + 1);
    out->stations = arena_take_array(source->home, struct queue_load, out->n_stations + 1);
    if (out->uses == NULL || out->stations == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "facts");
    read_uses(out);
    read_halves(out);
    for (size_t i = 0; i < out->n_stations; i++)
        out->stations[i] = queue_load_of(d, source->data, source->result, (int32_t)i);
    out->has_peak = queue_load_peak(d, source->data, source->result, &out->peak);
    return true;
}
