/* A search for counters as one JSON object, and as a scenario. */
#include <math.h>

#include "cli/staff.h"
#include "cli/staff_shifts.h"
#include "sim/output/json.h"

static void add_share(double share, struct text *out)
{
    if (isnan(share))
        text_add(out, "null");
    else
        text_addf(out, "%.4f", share);
}

static void add_margin(const struct staff *s, size_t group, struct text *out)
{
    size_t c = s->worst[group];
    const struct staff_group *g = &s->groups[group];
    text_add(out, "{\"site\":");
    text_add_json(out, s->places[g->place].name);
    text_addf(out, ",\"day_type\":\"%s\",\"from\":\"%02d:%02d\",\"counters\":%d,\"share\":",
              g->kind == 0 ? "weekday" : "saturday", s->cells[c].from_s / 3600,
              s->cells[c].from_s / 60 % 60, s->found.counters[c]);
    add_share(s->needed.cells[c].share, out);
    text_add(out, ",\"one_more\":");
    add_share(s->more.cells[c].share, out);
    text_add(out, ",\"one_less\":");
    add_share(s->fewer.cells[c].share, out);
    text_add(out, "}");
}

static void add_margins(const struct staff *s, struct text *out)
{
    size_t n = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        if (s->worst[g] == s->n_cells)
            continue;
        text_add(out, n++ > 0 ? ",\n" : "\n");
        add_margin(s, g, out);
    }
}

void staff_print_json_settings(const struct staff *s, struct text *out)
{
    struct text setting;
    size_t n = 0;
    for (size_t place = 0; place < s->n_places; place++) {
        if (staff_state_of(s, place) != STAFFING_MET)
            continue;
        for (int nth = 0;; nth++) {
            text_init(&setting, out->home);
            if (!s->model->setting(s, place, s->found.counters, nth, &setting))
                break;
            text_add(out, n++ > 0 ? ",\n" : "\n");
            text_add_json(out, text_get(&setting));
        }
    }
}

void staff_print_json_head(const struct staff *s, struct text *out)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    text_add(out, "{\"scenario\":");
    text_add_json(out, s->run.frame.options.file);
    text_addf(out, ",\"within_min\":%g,\"share\":%g,\"level\":%g,", (double)s->ask.within_us / 60e6,
              s->ask.share, STAFFING_LEVEL);
    if (s->model->has_calendar) {
        civil_format(s->ask.from, from);
        civil_format(s->ask.to, to);
        text_addf(out, "\"from\":\"%s\",\"to\":\"%s\",", from, to);
    }
    text_addf(out,
              "\n\"search\":{\"runs\":%zu,\"replications\":%u,\"seed\":\"%llu\"},\n"
              "\"confirm\":{\"runs\":%zu,\"replications\":%u,\"seed\":\"%llu\",\"added\":%zu},\n",
              s->found.runs[STAFF_SEARCH], s->replications[STAFF_SEARCH],
              (unsigned long long)s->run.seed + 1, s->found.runs[STAFF_CONFIRM],
              s->replications[STAFF_CONFIRM], (unsigned long long)s->run.seed, s->found.added);
}

void staff_print_json(const struct staff *s, struct text *out)
{
    staff_print_json_head(s, out);
    text_add(out, "\"wards\":");
    json_print(&s->wards, out);
    text_add(out, ",\n\"half_hours\":");
    json_print(&s->halves, out);
    text_add(out, ",\n\"margin\":[");
    add_margins(s, out);
    text_add(out, "],\n\"set\":[");
    staff_print_json_settings(s, out);
    text_add(out, "]");
    if (s->shifts != NULL) {
        text_add(out, ",\n\"shifts\":");
        staff_shifts_print_json(s, out);
    }
    text_add(out, "}\n");
}

/* The same seed and at least as many replications give the shares that were found. */
void staff_print_yaml(const struct staff *s, struct text *out)
{
    text_add(out, "schema: madosim/1\nextends: ");
    text_add_yaml(out, s->run.frame.options.file);
    text_addf(out, "\nid: %s-staff\ntarget: {within: %g s, share: %g%%}\n", s->run.said.id,
              (double)s->ask.within_us / 1e6, 100 * s->ask.share);
    s->model->yaml(s, s->found.counters, out);
    text_addf(out, "run: {replications: %u, seed: %llu}\n", s->replications[STAFF_CONFIRM],
              (unsigned long long)s->run.seed);
    if (s->shifts != NULL)
        staff_shifts_print_yaml(s, out);
}
