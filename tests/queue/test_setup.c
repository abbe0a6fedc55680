/* test_setup.c - every mistake that no single row can tell is refused where it stands.
 */
#include "models/queue/setup.h"

#include <string.h>

#include "tests/queue/small.h"

/* ---- one line of the scenario, and what is wrong with it ------------------------------ */

struct mistake {
    int line;
    const char *text;
    enum err_code code;
    const char *at;   /* the text it points to; NULL: a table */
    const char *what; /* the first argument; NULL: a path of this machine */
};

static void print_first(const struct err *e)
{
    const struct err_item *i = &e->item[0];
    print_error("%d errors, first M%03d at %s:%d:%d (%s) (%s) (%s) (%s)\n", e->count, (int)i->code,
                i->at.file != NULL ? i->at.file : "-", i->at.line, i->at.column, i->arg[0],
                i->arg[1], i->arg[2], i->arg[3]);
}

static bool stands_at(const struct err_item *item, const struct mistake *m)
{
    const char *at = strstr(m->text, m->at);
    assert_non_null(at);
    return item->at.line == m->line && item->at.column == (int)(at - m->text) + 1;
}

static void check_mistakes(struct small *s, const struct mistake *m, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        assert_false(small_reads(s, m[k].line, m[k].text));
        const struct err_item *item = &s->e.item[0];
        bool is_here =
            m[k].at == NULL ? strstr(item->at.file, ".csv") != NULL : stands_at(item, &m[k]);
        if (s->e.count == 1 && item->code == m[k].code && is_here &&
            (m[k].what == NULL || strcmp(item->arg[0], m[k].what) == 0))
            continue;
        print_error("case %zu: %s\n", k, m[k].text);
        print_first(&s->e);
        fail();
    }
}

#define LAW(text) "  people: {arrivals: {rate: 20 /h}, service: " text "}"
#define COMES(text) "  people: {service: {family: exponential, mean: 5 min}, arrivals: " text "}"
#define PERSON(text) \
    "  people: {arrivals: {rate: 20 /h}, service: {family: constant, mean: 5 min}, " text "}"

static void the_scenario_that_is_spoilt_below_is_right(void **state)
{
    struct small *s = *state;
    if (!small_reads(s, 0, NULL)) {
        print_first(&s->e);
        fail();
    }
    assert_int_equal(s->d.s.uses.count, 1);
    assert_int_equal(s->d.s.period.open, 9 * 3600);
}

/* clang-format off */
static void a_model_a_name_and_a_seed_have_their_own_words(void **state)
{
    static const struct mistake all[] = {
        {2, "model: queues", ERR_CHOICE, "queues", "model"},
        {7, "  all: {arrivals: {rate: 1 /h}, service: {family: constant, mean: 1 min}}", ERR_RESERVED, "{arrivals", "all"},
        {11, "run: {seed: 1.5}", ERR_KIND, "1.5", "run.seed"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void a_law_lacks_nothing_and_its_numbers_are_in_order(void **state)
{
    static const struct mistake all[] = {
        {SMALL_PEOPLE, LAW("{family: none}"), ERR_CHOICE, "none}", "uses.people.service.family"},
        {SMALL_PEOPLE, LAW("{family: constant}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: exponential}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: erlang}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: gamma}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: lognormal}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: hyperexponential, cv: 2}"), ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, LAW("{family: hyperexponential, mean: 1 min, cv: 0.5}"), ERR_RANGE, "0.5", "uses.people.service.cv"},
        {SMALL_PEOPLE, LAW("{family: uniform}"), ERR_KEY_MISSING, "{family", "most"},
        {SMALL_PEOPLE, LAW("{family: uniform, least: 9 min, most: 8 min}"), ERR_ORDER, "8 min", "uses.people.service.least"},
        {SMALL_PEOPLE, LAW("{family: triangular, least: 5 min, mode: 4 min, most: 8 min}"), ERR_ORDER, "4 min", "uses.people.service.least"},
        {SMALL_PEOPLE, LAW("{family: triangular, mode: 9 min, most: 8 min}"), ERR_ORDER, "8 min", "uses.people.service.mode"},
        {SMALL_PEOPLE, LAW("{family: empirical}"), ERR_KEY_MISSING, "{family", "table"},
        {SMALL_PEOPLE, LAW("{family: empirical, table: sample_back.csv}"), ERR_ORDER, NULL, "value"},
        {SMALL_TANDEM, "tandem: [{service: {family: constant}}]", ERR_KEY_MISSING, "{family", "mean"},
        {SMALL_PEOPLE, PERSON("patience: {family: gamma}"), ERR_KEY_MISSING, "{family: gamma", "mean"},
        {SMALL_PEOPLE, PERSON("retry: {delay: {family: uniform}}"), ERR_KEY_MISSING, "{family: uniform", "most"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void people_come_in_a_way_that_is_told_to_the_end(void **state)
{
    static const struct mistake all[] = {
        {SMALL_PEOPLE, COMES("{kind: poisson}"), ERR_KEY_MISSING, "{kind", "rate"},
        {SMALL_PEOPLE, COMES("{rates: [{from: \"8:00\", rate: 1 /h}]}"), ERR_ORDER, "\"8:00", "period.open"},
        {SMALL_PEOPLE, COMES("{rates: [{from: \"9:00\", rate: 1 /h}, {from: \"9:00\", rate: 2 /h}]}"), ERR_ORDER, "\"9:00\", rate: 2", "uses.people.arrivals.rates.1.from"},
        {SMALL_PEOPLE, COMES("{kind: deterministic}"), ERR_KEY_MISSING, "{kind", "every"},
        {SMALL_PEOPLE, COMES("{kind: trace}"), ERR_KEY_MISSING, "{kind", "trace"},
        {SMALL_PEOPLE, COMES("{kind: trace, trace: trace_back.csv}"), ERR_ORDER, NULL, "arrive"},
        {SMALL_PEOPLE, COMES("{kind: trace, trace: trace_empty.csv}"), ERR_EMPTY, NULL, NULL},
        {SMALL_PEOPLE, COMES("{kind: appointments}"), ERR_KEY_MISSING, "{kind", "people"},
        {SMALL_PEOPLE, COMES("{kind: appointments, appointments: {people: 3, template: block, block: 4}}"), ERR_RANGE, "4}", "uses.people.arrivals.appointments.block"},
        {SMALL_PEOPLE, COMES("{kind: appointments, appointments: {people: 3, punctuality: {earliest: 1 min}}}"), ERR_ORDER, "{earliest", "uses.people.arrivals.appointments.punctuality.earliest"},
        {SMALL_PEOPLE, COMES("{kind: appointments, appointments: {people: 3, punctuality: {usual: 1 min}}}"), ERR_ORDER, "{usual", "uses.people.arrivals.appointments.punctuality.usual"},
        {SMALL_PEOPLE, COMES("{kind: appointments, appointments: {people: 24002, slot: 1 h}}"), ERR_RANGE, "24002", "uses.people.arrivals.appointments.people"},
        {SMALL_PEOPLE, COMES("{kind: source, source: {away: {family: constant, mean: 1 h}}}"), ERR_KEY_MISSING, "{away", "people"},
        {SMALL_PEOPLE, COMES("{kind: source, source: {people: 3}}"), ERR_KEY_MISSING, "{people", "away"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void whoever_turns_round_or_comes_again_can_do_so(void **state)
{
    static const struct mistake all[] = {
        {SMALL_PEOPLE, PERSON("balking: {from: 5, all_at: 5}"), ERR_ORDER, "5}}", "uses.people.balking.from"},
        {SMALL_PEOPLE, PERSON("retry: {share: 50%}"), ERR_ENDLESS, "{share", "uses.people.retry"},
        {SMALL_PEOPLE, PERSON("retry: {share: 50%, delay: {family: constant, mean: 1 h, zero: 100%}}"), ERR_ENDLESS, "{share", "uses.people.retry"},
        {SMALL_PEOPLE, PERSON("patience: {family: exponential, mean: -1 min}"), ERR_RANGE, "-1 min", "uses.people.patience.mean"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void a_rank_has_one_weight(void **state)
{
    /* the line of the counters: a second use before it, and the first has the weight 1 */
    static const struct mistake all[] = {
        {SMALL_COUNTERS, "  others: {arrivals: {rate: 1 /h}, service: {family: constant, mean: 1 min}, weight: 3}", ERR_RANGE, "3}", "uses.others.weight"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void counters_and_places_fit_each_other(void **state)
{
    static const struct mistake all[] = {
        {SMALL_COUNTERS, "counters: {on_duty: 3, places: 2}", ERR_RANGE, "2}", "counters.places"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, rule: dedicated, dedicated: 4}", ERR_RANGE, "4}", "counters.dedicated"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, early_end: {rule: tickets}}", ERR_RANGE, "{rule", "counters.early_end.tickets"},
        {SMALL_COUNTERS, "counters: {roster: [{from: \"9:00\", counters: 2}]}", ERR_ORDER, "\"9:00", "period.open"},
        {SMALL_COUNTERS, "counters: {roster: [{from: \"12:00\", counters: 2}, {from: \"11:00\", counters: 1}]}", ERR_ORDER, "\"11:00", "counters.roster.1.from"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, by_chance: [{counters: 2, share: 40%}]}", ERR_SHARE_SUM, "[{", "counters.by_chance"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, rule: preemtive}", ERR_CHOICE, "preemtive", "counters.rule"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

static void whoever_is_left_at_the_end_has_a_counter_that_may_serve_him(void **state)
{
    static const struct mistake all[] = {
        {SMALL_COUNTERS, "counters: {on_duty: 3, rule: dedicated}", ERR_RANGE, "{on", "counters.dedicated"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, rule: dedicated, dedicated: 3}", ERR_RANGE, "3}", "counters.dedicated"},
        {SMALL_COUNTERS, "counters: {on_duty: 5, rule: dedicated, dedicated: 2, roster: [{from: \"12:00\", counters: 2}]}", ERR_RANGE, "2, roster", "counters.dedicated"},
        {SMALL_COUNTERS, "counters: {on_duty: 5, rule: dedicated, dedicated: 1, roster: [{from: \"12:00\", counters: 1}]}", ERR_ENDLESS, "1}]", "counters.roster.1.counters"},
        {SMALL_COUNTERS, "counters: {on_duty: 1, rule: dedicated, dedicated: 1}", ERR_ENDLESS, "1, rule", "counters.on_duty"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, rule: dedicated, dedicated: 1, by_chance: [{counters: 1, share: 100%}]}", ERR_ENDLESS, "[{", "counters.by_chance"},
    };
    struct small *s = *state;
    check_mistakes(s, all, COUNT_OF(all));
    assert_true(small_reads(s, SMALL_COUNTERS, "counters: {on_duty: 3, rule: dedicated, dedicated: 2}"));
    assert_false(small_reads(s, SMALL_COUNTERS, all[1].text));
    assert_string_equal(s->e.item[0].arg[2], "1");
    assert_string_equal(s->e.item[0].arg[3], "2");
    static const char *const cut[] = {"clear", "stop"}; /* then the line ends without them */
    for (size_t i = 0; i < COUNT_OF(cut); i++) {
        char line[128];
        snprintf(line, sizeof line, "period: {length: 8 h, at_end: %s}\ncounters: {on_duty: 3, rule: dedicated}", cut[i]);
        const char *counters = small_lines[SMALL_COUNTERS - 1];
        small_lines[SMALL_COUNTERS - 1] = "# no counters here";
        assert_true(small_reads(s, SMALL_PERIOD, line));
        small_lines[SMALL_COUNTERS - 1] = counters;
    }
}

static void a_run_comes_to_an_end(void **state)
{
    static const struct mistake all[] = {
        {SMALL_PERIOD, "period: {length: 8 h, warm_up: 8 h}", ERR_ORDER, "8 h}", "period.warm_up"},
        {SMALL_PERIOD, "period: {length: 8 h, at_end: open}", ERR_ENDLESS, "open", "period.at_end"},
        {SMALL_COUNTERS, "counters: {on_duty: 0}", ERR_ENDLESS, "0}", "counters.on_duty"},
        {SMALL_COUNTERS, "counters: {roster: [{from: \"12:00\", counters: 0}]}", ERR_ENDLESS, "0}", "counters.roster.1.counters"},
        {SMALL_COUNTERS, "counters: {on_duty: 3, by_chance: [{counters: 0, share: 100%}]}", ERR_ENDLESS, "[{", "counters.by_chance"},
        {SMALL_PEOPLE, COMES("{kind: deterministic, every: 5 us}"), ERR_ENDLESS, "{kind: det", "uses.people.arrivals"},
    };
    check_mistakes(*state, all, COUNT_OF(all));
}

/* Is the load of these people, for a steady state on two counters, refused as too much? */
static void check_overload(struct small *s, const char *people, const char *load, bool is_refused)
{
    char line[512];
    snprintf(line, sizeof line, "%s\nperiod: {length: 100 h, warm_up: 1 h}", people);
    const char *period = small_lines[SMALL_PERIOD - 1];
    small_lines[SMALL_PERIOD - 1] = "# no period here";
    assert_int_equal(small_reads(s, SMALL_PEOPLE, line), !is_refused);
    small_lines[SMALL_PERIOD - 1] = period;
    if (!is_refused)
        return;
    assert_int_equal(s->e.count, 1);
    assert_int_equal(s->e.item[0].code, ERR_OVERLOAD);
    assert_int_equal(s->e.item[0].at.line, SMALL_PEOPLE + 1); /* the warm-up asks for it */
    assert_string_equal(s->e.item[0].arg[0], load);
    assert_string_equal(s->e.item[0].arg[1], "2");
}

static void a_steady_state_needs_counters_for_the_work(void **state)
{
    struct small *s = *state;
    check_overload(s, PERSON("rank: 1"), "1.67", false);
    check_overload(s, "  people: {arrivals: {rate: 24 /h}, service: {family: constant, mean: 5 min}}", "2.00", true);
    check_overload(s, "  people: {arrivals: {kind: deterministic, every: 1 min}, service: {family: constant, mean: 5 min}}", "5.00", true);
    check_overload(s, PERSON("feedback: {share: 50%}"), "3.33", true);
    check_overload(s, PERSON("feedback: {share: 50%}, patience: {family: constant, mean: 1 h}"), "", false);
    check_overload(s, PERSON("feedback: {share: 50%}, balking: {all_at: 9}"), "", false);
}
/* clang-format on */

#define SMALL(test) cmocka_unit_test_setup_teardown(test, small_set_up, small_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL(the_scenario_that_is_spoilt_below_is_right),
        SMALL(a_model_a_name_and_a_seed_have_their_own_words),
        SMALL(a_law_lacks_nothing_and_its_numbers_are_in_order),
        SMALL(people_come_in_a_way_that_is_told_to_the_end),
        SMALL(whoever_turns_round_or_comes_again_can_do_so),
        SMALL(a_rank_has_one_weight),
        SMALL(counters_and_places_fit_each_other),
        SMALL(whoever_is_left_at_the_end_has_a_counter_that_may_serve_him),
        SMALL(a_run_comes_to_an_end),
        SMALL(a_steady_state_needs_counters_for_the_work),
    };
    return cmocka_run_group_tests_name("setup", tests, NULL, NULL);
}
