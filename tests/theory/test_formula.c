/* test_formula.c - every yardstick by name once, against a value that is published or exact; and
 * whatever a person may write for its arguments, the answer is a number or a refusal.
 */
#include "cli/theory/formula.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { TEXT_BYTES = 512 };

struct known {
    const char *name, *arguments;
    double value, tolerance;
};

/* Published or by hand; where each comes from stands beside it in the headers of the yardsticks
 * and in scenarios/theory/cases.csv. */
/* clang-format off */
static const struct known known[] = {
    {"erlang_b.blocking", "servers=5 load=3", 0.11005435, 1e-8},
    {"erlang_b.load", "servers=20 blocking=0.01", 12.0306, 1e-4},
    {"mmc.load", "rate=12 service=0.25 servers=55", 48, 1e-9},
    {"mmc.occupancy", "rate=100 service=10 servers=14", 0.714286, 1e-6},
    {"mmc.wait_chance", "rate=100 service=10 servers=14", 0.174132, 1e-6},
    {"mmc.wait", "rate=3.33333333333333 service=0.333333333333333 servers=14", 0.130599, 1e-6},
    {"mmc.time", "rate=25 service=30 servers=1", 0.2, 1e-6},
    {"mmc.waiting", "rate=25 service=30 servers=1", 4.166667, 1e-6},
    {"mmc.customers", "rate=10 service=12 servers=1", 5, 1e-9},
    {"mmc.wait_within", "rate=100 service=10 servers=14 t=0.0111111111111111", 0.888350, 1e-6},
    {"mmc.wait_over", "rate=2 service=3 servers=1 t=0.5", 0.40435, 1e-5},
    {"mmc.wait_quantile", "rate=0.8 service=0.0166666666666667 servers=50 p=0.9", 58.139, 1e-3},
    {"mmc.state", "rate=25 service=30 servers=1 n=0", 0.166667, 1e-6},
    {"mmc.state_up_to", "rate=10 service=12 servers=1 n=2", 0.421296, 1e-6},
    {"mmc.state_from", "rate=0.5 service=0.571428571428571 servers=1 n=4", 0.586182, 1e-6},
    {"mmc.servers", "rate=100 service=10 within=0.011 level=0.8 occupancy=0.7", 15, 0},
    {"mmck.blocking", "rate=1 service=1.2 servers=1 places=6", 0.077424, 1e-6},
    {"mmck.lost", "rate=40 service=1 servers=10 places=10", 30.307508, 1e-6},
    {"mmck.customers", "rate=1 service=1.2 servers=1 places=6", 2.290163, 1e-6},
    {"mmck.time", "rate=1 service=1.2 servers=1 places=6", 2.482356, 1e-6},
    {"repair.down", "rate=0.1 service=0.25 servers=1 machines=5", 2.674, 5e-4},
    {"repair.cost", "rate=0.1 service=0.25 servers=1 machines=5 per_down=60 per_server=15", 175.460, 5e-4},
    {"mg1.wait", "rate=0.8 mean=1 cv=0.707106781186548", 3, 1e-9},
    {"mdc.wait_chance", "rate=1.6 mean=1 servers=2", 0.70189832, 1e-7},
    {"mdc.wait", "rate=0.8 mean=1 servers=1", 2, 1e-8},
    {"mdc.wait_within", "rate=0.8 mean=1 servers=1 t=0.5", 0.29836494, 1e-8},
    {"mdc.wait_quantile", "rate=1.6 mean=1 servers=2 p=0.9", 2.39728, 1e-4},
    {"mekc.wait_chance", "rate=1.6 mean=1 servers=2 phases=2", 0.70869565, 1e-7},
    {"mekc.wait", "rate=1.6 mean=1 servers=2 phases=2", 1.34239131, 1e-7},
    {"mh2c.wait_chance", "rate=4.5 mean=1 servers=5 cv=1.4142135623731", 0.76790839, 1e-7},
    {"mh2c.wait", "rate=4.5 mean=1 servers=5 cv=1.4142135623731", 2.23831089, 1e-7},
    {"priority.wait", "rate1=0.2 rate2=0.6 rate3=1.2 service=3 servers=1 class=3", 0.909091, 1e-6},
    {"preemptive.wait", "rate1=0.2 rate2=0.6 rate3=1.2 service=3 servers=1 class=3", 1.030303, 1e-6},
    {"tandem.time", "rate=0.166666666666667 service1=0.25 service2=0.333333333333333", 18, 1e-9},
    {"feedback.wait", "rate=0.25 service=0.0833333333333333 servers=5 again=0.2", 4.433174, 1e-6},
    {"feedback.time", "rate=0.25 service=0.0833333333333333 servers=5 again=0.2", 16.433174, 1e-6},
    {"patience.wait_chance", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2", 0.14526, 5e-6},
    {"patience.left", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2", 0.013984, 1e-6},
    {"patience.occupancy", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2", 0.704297, 1e-6},
    {"patience.wait", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2", 0.069919, 1e-6},
    {"patience.wait_served", "rate=0.8 service=0.0166666666666667 servers=50 leave=0.00833333333333333", 3.6159, 1e-4},
    {"patience.waiting", "rate=48 service=1 servers=50 leave=0.5", 2.9676, 1e-4},
    {"patience.served_of_all", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2 t=0.333333333333333", 0.916792, 1e-6},
    {"patience.served_of_served", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2 t=0.333333333333333", 0.929794, 1e-6},
    {"patience.ended_of_all", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2 t=0.333333333333333", 0.923956, 1e-6},
    {"patience.served_of_patient", "rate=3.33333333333333 service=0.333333333333333 servers=14 leave=0.2 t=0.333333333333333", 0.923407, 1e-6},
    {"patience.wait_quantile", "rate=0.8 service=0.0166666666666667 servers=50 leave=0.00833333333333333 p=0.9", 12.44, 5e-3},
    {"day.wait_within", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=-1 clear=0 t=0.333333333333333", 0.900432, 1e-6},
    {"day.wait_within_served", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=5 clear=0 t=0.333333333333333", 0.9283635, 1e-6},
    {"day.wait", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=-1 clear=0 t=0.333333333333333", 0.1006807, 1e-6},
    {"day.occupancy", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=-1 clear=0 t=0.333333333333333", 0.6969344, 1e-6},
    {"day.left", "rate=4.2 service=0.5 servers=12 length=480 leave=1 waiting=-1 clear=0 t=0.333333333333333", 59.263218, 1e-5},
    {"day.full", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=5 clear=0 t=0.333333333333333", 18.863314, 1e-5},
    {"day.cleared", "rate=4.2 service=0.5 servers=12 length=480 leave=0 waiting=-1 clear=1 t=0.333333333333333", 0.429073, 1e-6},
    {"day.queue", "rate=1 service=0.25 servers=5 length=480 leave=0 waiting=-1 clear=0 t=5", 2.0596, 5e-5},
    {"day.finish", "rate=1 service=0.25 servers=5 length=480 leave=0 waiting=-1 clear=0 t=5", 489.835385, 1e-5},
    {"day.late", "rate=1 service=0.25 servers=5 length=480 leave=0 waiting=-1 clear=0 t=5", 0.76940627, 1e-7},
    {"first.wait", "rate=1 service=1.11111111111111 servers=1 n=10", 1.180087, 1e-6},
    {"appoint.total_wait", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100", 105.945395, 1e-6},
    {"appoint.mean_wait", "people=25 slot=5 block=1 start=0 mean=5 no_show=0 end=125", 10.102398, 1e-6},
    {"appoint.makespan", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100", 118.143941, 1e-6},
    {"appoint.idle", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100", 18.143941, 1e-6},
    {"appoint.overtime", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100", 19.395041, 1e-6},
    {"appoint.late", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100", 0.754486, 1e-6},
    {"appoint.wait_of", "people=10 slot=10 block=1 start=0 mean=10 no_show=0 end=100 n=2", 3.678794, 1e-6},
    {"retrial.orbit", "rate=0.6 service=1 servers=1 retry=0.5", 2.7, 1e-6},
    {"retrial.full_first", "rate=4 service=1 servers=5 retry=2", 0.47545614, 1e-7},
    {"retrial.full", "rate=0.8 service=1 servers=1 retry=2", 0.923077, 1e-6},
    {"retrial.attempts", "rate=0.8 service=1 servers=1 retry=2", 13, 1e-6},
    {"backlog.none", "arrivals=9.5 places=10", 0.24915363, 1e-6},
    {"backlog.mean", "arrivals=9.5 places=10", 7.95228842, 1e-6},
    {"backlog.more", "arrivals=9.5 places=10 k=10", 0.27938925, 1e-6},
    {"count.variance", "mean=200 cv=0.15", 1100, 1e-9},
    {"count.up_to", "mean=200 cv=0.15 k=150", 0.058131, 5e-7},
    {"count.quantile", "mean=200 cv=0.15 p=0.95", 257, 0},
    {"select.dudewicz", "n0=20 p=0.95 k=2", 2.452, 1e-3},
    {"select.rinott", "n0=20 p=0.95 k=10", 3.875, 1e-3},
    {"interval.half_width", "variance=0.309099 n=10 level=0.9", 0.322283, 1e-6},
    {"precision.length", "variance=0.309099 n=10 level=0.9 mean=2.031 half=0.25 relative=0", 16, 0},
    {"order.length", "p=0.95 level=0.95", 59, 0},
    {"sketch.ratio", "alpha=0.01", 1.020202, 5e-7},
    {"sketch.bins", "alpha=0.01 least=0.01 most=600", 551, 0},
    {"cover.people", "h00=091117090712 h06=051108091817 h12=081216080712 h18=111013191607 starts=05132109 length=8 most=25", 50, 0},
    {"date.last_bookable", "year=2020 month=7 day=27 horizon=40", 20200904, 0},
    {"date.window", "year=2020 month=3 day=24", 20191225, 0},
    {"date.open_saturday", "year=2020 month=7 nth=2", 20200725, 0},
    {"date.phone", "working=1 closes=0", 8.5, 0},
};
/* clang-format on */

static enum formula_outcome ask(const char *name, const char *arguments, double *value,
                                struct argument_fault *fault)
{
    struct arena *scratch = arena_new(0);
    assert_non_null(scratch);
    enum formula_outcome outcome = formula_value(name, arguments, scratch, value, fault);
    arena_free(scratch);
    return outcome;
}

static double value_of(const char *name, const char *arguments)
{
    struct argument_fault fault;
    double value = (double)NAN;
    if (ask(name, arguments, &value, &fault) != FORMULA_OK)
        print_error("%s %s is refused\n", name, arguments);
    return value;
}

static void every_yardstick_by_name_has_the_value_that_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        check_near(value_of(known[i].name, known[i].arguments), known[i].value, known[i].tolerance);
}

static void every_yardstick_of_the_registry_is_among_the_known(void **state)
{
    (void)state;
    for (size_t i = 0; formula_name(i) != NULL; i++) {
        assert_true(i < COUNT_OF(known));
        assert_string_equal(known[i].name, formula_name(i));
    }
    assert_null(formula_name(COUNT_OF(known)));
}

static void people_wait_for_ever_where_servers_cannot_keep_up(void **state)
{
    (void)state;
    assert_true(isinf(value_of("mmc.wait", "rate=2 service=1 servers=2")));
    assert_true(isinf(value_of("mdc.wait", "rate=3 mean=1 servers=2")));
    assert_true(isinf(value_of("mdc.wait_quantile", "rate=3 mean=1 servers=2 p=0.5")));
    assert_true(isinf(value_of("mekc.wait", "rate=3 mean=1 servers=2 phases=2")));
    assert_true(isinf(value_of("tandem.time", "rate=3 service1=4 service2=2")));
    assert_true(isinf(value_of("backlog.mean", "arrivals=10 places=10")));
    assert_true(isinf(value_of("retrial.orbit", "rate=5 service=1 servers=5 retry=2")));
    check_near(value_of("mmc.wait_chance", "rate=2 service=1 servers=2"), 1, 0);
    check_near(value_of("mmc.state_from", "rate=2 service=1 servers=2 n=3"), 1, 0);
    check_near(value_of("backlog.more", "arrivals=10 places=10 k=3"), 1, 0);
}

static void the_order_and_the_blanks_of_arguments_do_not_matter(void **state)
{
    (void)state;
    check_near(value_of("mmc.wait", "  servers=1   rate=10 service=12 "), 5.0 / 12, 1e-12);
    check_near(value_of("mmc.wait", "service=1.2e1 rate=+10\tservers=1.0"), 5.0 / 12, 1e-12);
}

static void an_unknown_name_is_refused_with_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *name, *nearest;
    } wrong[] = {{"mmc.wiat", "mmc.wait"},
                 {"MMC.WAIT", "mmc.wait"},
                 {"erlang.blocking", "erlang_b.blocking"},
                 {"backlog.men", "backlog.mean"}};
    struct argument_fault fault;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(formula_check(wrong[i].name, "", &fault), FORMULA_UNKNOWN);
        assert_string_equal(fault.nearest, wrong[i].nearest);
    }
    assert_int_equal(formula_check("something else", "", &fault), FORMULA_UNKNOWN);
    assert_null(fault.nearest);
    assert_int_equal(formula_check("", "", &fault), FORMULA_UNKNOWN);
}

/* The formula refuses the arguments because of the one that is named. */
static void check_refused(const char *name, const char *arguments, enum argument_outcome outcome,
                          const char *argument)
{
    struct argument_fault fault;
    if (formula_check(name, arguments, &fault) != FORMULA_ARGUMENT || fault.outcome != outcome)
        print_error("%s %s: outcome %d\n", name, arguments, (int)fault.outcome);
    assert_int_equal(fault.outcome, outcome);
    assert_string_equal(fault.name, argument);
}

static const struct {
    const char *name, *arguments, *argument;
} wrong[] = {
    {"mmc.wait", "rate=1 service=1 servers=0", "servers"},
    {"mmc.wait", "rate=1 service=1 servers=-3", "servers"},
    {"mmc.wait", "rate=-1 service=1 servers=3", "rate"},
    {"mmc.wait", "rate=0 service=1 servers=3", "rate"},
    {"mmc.wait", "rate=1 service=0 servers=3", "service"},
    {"mmc.wait_quantile", "rate=1 service=1 servers=3 p=1", "p"},
    {"mmc.wait_quantile", "rate=1 service=1 servers=3 p=0", "p"},
    {"mmc.wait_over", "rate=1 service=1 servers=3 t=-1", "t"},
    {"mmc.state", "rate=1 service=2 servers=1 n=512", "n"},
    {"mmc.state", "rate=1 service=2 servers=1 n=-1", "n"},
    {"mmc.servers", "rate=1e6 service=0.5 within=0 level=0.8 occupancy=1", "rate"},
    {"mmc.servers", "rate=1 service=1 within=0 level=1 occupancy=1", "level"},
    {"mmc.servers", "rate=1 service=1 within=0 level=0.8 occupancy=0", "occupancy"},
    {"mmck.blocking", "rate=1 service=1 servers=1 places=0", "places"},
    {"repair.down", "rate=1 service=1 servers=1 machines=0", "machines"},
    {"mg1.wait", "rate=1 mean=1 cv=-0.5", "cv"},
    {"mdc.wait", "rate=0.999999 mean=1 servers=1", "rate"},
    {"mdc.wait_within", "rate=1 mean=1 servers=1001 t=0", "servers"},
    {"mekc.wait", "rate=1 mean=1 servers=2 phases=9", "phases"},
    {"mekc.wait", "rate=1 mean=1 servers=9 phases=8", "servers"},
    {"mh2c.wait", "rate=1 mean=1 servers=200 cv=2", "servers"},
    {"mh2c.wait", "rate=1 mean=1 servers=2 cv=0.9", "cv"},
    {"priority.wait", "rate1=1 rate2=1 rate3=1 service=4 servers=1 class=0", "class"},
    {"preemptive.wait", "rate1=1 rate2=1 rate3=1 service=4 servers=1 class=4", "class"},
    {"feedback.wait", "rate=1 service=1 servers=3 again=1", "again"},
    {"patience.left", "rate=1 service=1 servers=3 leave=-1", "leave"},
    {"patience.left", "rate=1 service=1 servers=3 leave=1e-6", "leave"},
    {"day.wait", "rate=1 service=1 servers=0 length=9 leave=0 waiting=-1 clear=0 t=0", "servers"},
    {"day.wait", "rate=1 service=1 servers=2 length=9 leave=0 waiting=-2 clear=0 t=0", "waiting"},
    {"day.wait", "rate=1 service=1 servers=2 length=9e4 leave=0 waiting=-1 clear=0 t=0", "length"},
    {"day.wait", "rate=1 service=1 servers=2 length=9 leave=0 waiting=-1 clear=2 t=0", "clear"},
    {"day.late", "rate=1 service=1 servers=2 length=9 leave=0 waiting=-1 clear=0 t=-5", "t"},
    {"first.wait", "rate=1 service=1 servers=1 n=0", "n"},
    {"appoint.idle", "people=0 slot=1 block=1 start=0 mean=1 no_show=0 end=0", "people"},
    {"appoint.idle", "people=257 slot=1 block=1 start=0 mean=1 no_show=0 end=0", "people"},
    {"appoint.idle", "people=5 slot=1 block=6 start=0 mean=1 no_show=0 end=0", "block"},
    {"appoint.mean_wait", "people=5 slot=1 block=1 start=0 mean=1 no_show=1 end=0", "no_show"},
    {"appoint.idle", "people=5 slot=1 block=1 start=0 mean=1 no_show=0 end=-1", "end"},
    {"appoint.wait_of", "people=5 slot=1 block=1 start=0 mean=1 no_show=0 end=0 n=6", "n"},
    {"retrial.full", "rate=4.999 service=1 servers=5 retry=2", "rate"},
    {"retrial.full", "rate=4 service=1 servers=5 retry=0", "retry"},
    {"backlog.mean", "arrivals=9.99995 places=10", "arrivals"},
    {"backlog.mean", "arrivals=-1 places=10", "arrivals"},
    {"backlog.mean", "arrivals=1 places=0", "places"},
    {"backlog.more", "arrivals=1 places=2 k=256", "k"},
    {"date.window", "year=2021 month=2 day=29", "day"},
    {"date.open_saturday", "year=2021 month=13 nth=1", "month"},
    {"count.up_to", "mean=-1 cv=0 k=1", "mean"},
    {"erlang_b.load", "servers=2 blocking=0", "blocking"},
    {"erlang_b.blocking", "servers=2 load=-1", "load"},
    {"erlang_b.blocking", "servers=2 load=nan", "load"},
};

static void what_a_yardstick_takes_for_our_own_mistake_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        bool is_word = strstr(wrong[i].arguments, "nan") != NULL;
        check_refused(wrong[i].name, wrong[i].arguments,
                      is_word ? ARGUMENT_NO_NUMBER : ARGUMENT_RANGE, wrong[i].argument);
    }
}

static void numbers_of_things_are_whole(void **state)
{
    (void)state;
    check_refused("mmc.wait", "rate=1 service=1 servers=1.5", ARGUMENT_NOT_WHOLE, "servers");
    check_refused("backlog.mean", "arrivals=9.5 places=10.1", ARGUMENT_NOT_WHOLE, "places");
    check_refused("mmc.wait", "rate=1 service=1 servers=0.5", ARGUMENT_RANGE, "servers");
}

static void a_limit_of_two_together_says_what_the_one_may_be(void **state)
{
    (void)state;
    struct argument_fault fault;
    const char *arguments = "places=10 arrivals=9.99995";
    assert_int_equal(formula_check("backlog.mean", arguments, &fault), FORMULA_ARGUMENT);
    check_near(fault.most, 9.9999, 1e-12);
    check_near(fault.least, 0, 0);
    assert_ptr_equal(fault.at, arguments + 10);
    assert_int_equal(fault.length, strlen("arrivals=9.99995"));
}

/* ---- any arguments ---- */

static double share_of(uint64_t *random)
{
    return (double)(test_random(random) >> 11) * 0x1p-53;
}

/* The ends of the range, some of what lies between, and most often a number people write. */
static double any_value(const struct argument *one, uint64_t *random)
{
    double x = exp(5 * share_of(random) - 2.5);
    switch (test_random(random) % 8) {
    case 0:
        return one->least;
    case 1:
        return one->most;
    case 2:
        x = one->least + (one->most - one->least) * share_of(random);
        break;
    case 3:
        x = -x;
        break;
    default:
        break;
    }
    if (one->is_whole && test_random(random) % 16 != 0)
        x = floor(x);
    return x;
}

/* A day of 10 000 people takes its time; here only that nothing dies. */
static bool is_quick(const struct argument *list, const double *a)
{
    for (size_t i = 0; list[i].name != NULL; i++)
        if ((strcmp(list[i].name, "length") == 0 && a[i] > 10) ||
            (strcmp(list[i].name, "servers") == 0 && a[i] > 15))
            return false;
    return true;
}

static bool whatever_is_asked_is_answered_by_a_number_or_refused(uint64_t seed)
{
    bool ok = true;
    for (size_t i = 0; formula_name(i) != NULL; i++) {
        const struct argument *list = formula_arguments(i);
        char text[TEXT_BYTES] = "";
        double a[ARGUMENT_MOST], value = 0;
        uint64_t random = seed * 1000 + i;
        struct argument_fault fault;
        for (size_t k = 0, n = 0; list[k].name != NULL; k++) {
            a[k] = any_value(&list[k], &random);
            n += (size_t)snprintf(text + n, sizeof text - n, "%s=%.17g ", list[k].name, a[k]);
        }
        if (!is_quick(list, a))
            continue;
        enum formula_outcome outcome = ask(formula_name(i), text, &value, &fault);
        bool is_fine = outcome == FORMULA_ARGUMENT || (outcome == FORMULA_OK && value > -1e-9);
        if (!is_fine)
            print_error("%s %s: outcome %d, value %g\n", formula_name(i), text, (int)outcome,
                        value);
        ok = ok && is_fine;
    }
    return ok;
}

static void any_arguments_are_answered_or_refused(void **state)
{
    (void)state;
    CHECK_PROPERTY(whatever_is_asked_is_answered_by_a_number_or_refused);
}

static void a_yardstick_without_memory_says_so(void **state)
{
    static const char *const takers[] = {"mdc.wait_quantile", "mekc.wait",    "day.wait",
                                         "first.wait",        "appoint.idle", "backlog.more"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(takers); i++) {
        struct arena *scratch = arena_new(0);
        struct argument_fault fault;
        double value;
        size_t k = 0;
        while (strcmp(known[k].name, takers[i]) != 0)
            k++;
        arena_fail_nth(scratch, 1);
        assert_int_equal(formula_value(known[k].name, known[k].arguments, scratch, &value, &fault),
                         FORMULA_NO_MEMORY);
        arena_free(scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_yardstick_by_name_has_the_value_that_is_known),
        cmocka_unit_test(every_yardstick_of_the_registry_is_among_the_known),
        cmocka_unit_test(people_wait_for_ever_where_servers_cannot_keep_up),
        cmocka_unit_test(the_order_and_the_blanks_of_arguments_do_not_matter),
        cmocka_unit_test(an_unknown_name_is_refused_with_the_nearest),
        cmocka_unit_test(what_a_yardstick_takes_for_our_own_mistake_is_refused),
        cmocka_unit_test(numbers_of_things_are_whole),
        cmocka_unit_test(a_limit_of_two_together_says_what_the_one_may_be),
        cmocka_unit_test(any_arguments_are_answered_or_refused),
        cmocka_unit_test(a_yardstick_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
