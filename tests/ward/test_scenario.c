/* test_scenario.c - a scenario and its tables as files: what is read, and what is refused
 * with its place and a reason.
 */
#include "models/ward/scenario.h"

#include <stdio.h>
#include <string.h>

#include "models/ward/compile.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

struct desk {
    struct folder folder;
    struct arena *home;
    struct scenario_data d;
    struct err e;
};

/* Whatever may be left out is. */
static const char yaml[] =
    "schema: madosim/1\n"
    "id: small\n"
    "title: \"小さな市\"\n"
    "period: {from: 2020-06-01, to: 2020-08-31}\n"
    "warmup: {notices_from: 2020-03-02, counters_from: 2020-05-01}\n"
    "calendar: {holidays: holidays.csv, exceptions: exceptions.csv}\n"
    "ward_table: wards.csv\n"
    "notices: {expiries: expiries.csv, batches: batches.csv}\n"
    "response:\n"
    "  prompt: {share: 50%}\n"
    "  leisurely: {share: 0%}\n"
    "  reminded: {share: 0%}\n"
    "  deadline: {share: 30%}\n"
    "  lapsed: {share: 0%}\n"
    "  tax_season: {share: 0%}\n"
    "  never: {share: 20%}\n"
    "uses:\n"
    "  renewal: {mode: by_ward, service: {mean: 12 min}}\n"
    "  handover: {mode: by_ward, service: {mean: 15 min}, monthly: handovers.csv}\n"
    "  pin_reset: {service: {mean: 8 min}}\n"
    "  issue: {service: {mean: 8 min}}\n"
    "  mynapoint: {service: {mean: 8 min}}\n"
    "  other: {service: {family: exponential, mean: 10 min}, visits: 60 /d}\n"
    "pin: {added: {mean: 8 min}}\n"
    "profile: {hours: hours.csv, requests: requests.csv, factors: factors.csv}\n"
    "surges:\n"
    "  wave: {use: other, table: surge.csv, share: 10%}\n"
    "counters: {capacity: capacity.csv, outages: outages.csv}\n";

/* Rows of every month from January 2020 to December 2021 behind the prefix. */
static void put_months(const struct folder *f, const char *name, const char *header,
                       const char *const *prefixes, const char *values)
{
    static char text[16384];
    size_t n = (size_t)snprintf(text, sizeof text, "%s\n", header);
    for (; *prefixes != NULL; prefixes++)
        for (int month = 0; month < 24; month++)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%d-%02d,%s\n", *prefixes,
                                  2020 + month / 12, 1 + month % 12, values);
    assert_true(n < sizeof text);
    folder_put(f, name, text);
}

static void put_tables(const struct folder *f)
{
    static const char *const none[] = {"", NULL}, *const wards[] = {"西区,", "Sakae,", NULL};
    folder_put(f, "wards.csv",
               "ward,code,name_en,population,mode\n"
               "西,141038,Nishi,100000,walk_in\n"
               "栄区,141151,Sakae,300000,booking\n");
    folder_put(f, "holidays.csv", "date,name\n2020-07-23,海の日\n2020-12-31,休\n");
    folder_put(f, "exceptions.csv",
               "date,ward,kind,announced\n"
               "2020-06-13,全区,reserved_only,2020-06-01\n"
               "2020-06-27,栄,closed,2020-06-01\n");
    folder_put(f, "batches.csv", "date,ward,source\n2020-06-10,全区,x\n2020-06-12,Sakae,x\n");
    folder_put(f, "hours.csv", "day_type,from,weight\nweekday,9:00,1\nsaturday,9:30,1\n");
    folder_put(f, "requests.csv", "from,weight\n12:00,1\n12:30,2\n");
    folder_put(f, "factors.csv",
               "factor,value\nmon,1\ntue,1\nwed,1\nthu,1\nfri,1\nsaturday,0.5\n"
               "after_closure,1.2\nmoving_season,1\n");
    folder_put(f, "surge.csv", "date,visits\n2020-07-27,1000\n");
    folder_put(f, "outages.csv", "date,from,to,state,factor\n2020-06-15,9:00,10:00,slow,2\n");
    put_months(f, "expiries.csv", "month,count", none, "2000");
    put_months(f, "handovers.csv", "month,count", none, "1200.5");
    put_months(f, "capacity.csv", "ward,month,weekday,saturday,places_renewal,places_handover",
               wards, "5,3,90,50");
}

static int set_up(void **state)
{
    static struct desk k;
    k = (struct desk){.folder = folder_new(), .home = arena_new(0)};
    folder_put(&k.folder, "small.yaml", yaml);
    put_tables(&k.folder);
    *state = &k;
    return k.home == NULL;
}

static int tear_down(void **state)
{
    struct desk *k = *state;
    folder_remove(&k->folder);
    arena_free(k->home);
    return 0;
}

static bool reads(struct desk *k, const char *const *overrides, size_t n)
{
    k->e = (struct err){0};
    return scenario_read(folder_path(&k->folder, "small.yaml"), overrides, n, k->home, &k->d,
                         &k->e);
}

static void check_accepted(struct desk *k)
{
    if (!reads(k, NULL, 0)) {
        print_error("refused: %d %s %s\n", k->e.item[0].code, k->e.item[0].arg[0],
                    k->e.item[0].arg[1]);
        fail();
    }
    assert_int_equal(k->e.count, 0);
}

/* Refused with this one error. `what` stands in its first argument. */
static void check_only_error(struct desk *k, enum err_code code, const char *what)
{
    assert_int_equal(k->e.count, 1);
    assert_int_equal(k->e.item[0].code, code);
    if (strstr(k->e.item[0].arg[0], what) == NULL) {
        print_error("first argument '%s', want '%s'\n", k->e.item[0].arg[0], what);
        fail();
    }
}

static void check_override_refused(struct desk *k, const char *override, enum err_code code,
                                   const char *what)
{
    assert_false(reads(k, &override, 1));
    check_only_error(k, code, what);
}

/* A table with this content is refused at the line. */
static void check_table_refused(struct desk *k, const char *name, const char *content,
                                enum err_code code, const char *what, int line)
{
    folder_put(&k->folder, name, content);
    assert_false(reads(k, NULL, 0));
    check_only_error(k, code, what);
    assert_int_equal(k->e.item[0].at.line, line);
    assert_non_null(strstr(k->e.item[0].at.file, name));
    put_tables(&k->folder);
}

/* ---- what is read ----------------------------------------------------------- */

static void a_scenario_and_its_tables_are_read(void **state)
{
    struct desk *k = *state;
    check_accepted(k);
    const struct scenario *s = &k->d.s;
    assert_string_equal(s->id, "small");
    assert_int_equal(s->period.from, civil_from_date(2020, 6, 1));
    assert_int_equal(s->uses.handover.mode, MODE_BY_WARD);
    assert_int_equal(s->uses.handover.service.mean.us, 15 * 60000000);
    check_near(s->uses.other.visits, 60, 0);
    assert_int_equal(k->d.wards.count, 2);
    const struct scenario_ward_row *wards = k->d.wards.items;
    assert_string_equal(wards[1].name, "栄");
    assert_int_equal(wards[0].mode, 1);
    assert_int_equal(wards[1].mode, 0);
    assert_int_equal(k->d.expiries.count, 24);
    assert_int_equal(k->d.monthly[USE_HANDOVER].count, 24);
    assert_int_equal(k->d.monthly[USE_OTHER].count, 0);
    assert_int_equal(k->d.surge[0].count, 1);
    const struct scenario_capacity *capacity = k->d.capacity.items;
    assert_string_equal(capacity[24].ward, "栄"); /* written Sakae */
    assert_int_equal(capacity[24].places_renewal, 90);
    const struct scenario_exception *exceptions = k->d.exceptions.items;
    assert_string_equal(exceptions[0].ward, "全区");
    assert_int_equal(exceptions[1].kind, EXCEPTION_CLOSED);
    const struct scenario_batch *batches = k->d.batches.items;
    assert_int_equal(k->d.batches.count, 2);
    assert_string_equal(batches[1].ward, "栄");
    assert_int_equal(batches[1].date, civil_from_date(2020, 6, 12));
    const struct scenario_outage *outages = k->d.outages.items;
    assert_int_equal(outages[0].from, 9 * 3600);
    check_near(outages[0].factor, 2, 0);
}

static void what_is_not_written_has_its_default(void **state)
{
    struct desk *k = *state;
    check_accepted(k);
    const struct scenario *s = &k->d.s;
    assert_int_equal(s->calendar.weekday.open, 31500);
    assert_int_equal(s->calendar.saturday.weeks.count, 2);
    assert_true(s->calendar.saturday.open_on_holiday);
    assert_int_equal(s->calendar.year_end.from, 1229);
    assert_int_equal(s->notices.daily_capacity, 3000);
    assert_int_equal(s->notices.suspended.from, 0);
    assert_int_equal(s->booking.horizon.us / SIM_DAY.us, 40);
    assert_int_equal(s->booking.slot.us, 1800000000);
    assert_int_equal(s->booking.cutoff, 61200);
    assert_int_equal(s->turned_away.attempts, 4);
    assert_int_equal(s->counters.rule, DISCIPLINE_APPOINTMENTS_FIRST);
    assert_int_equal(s->response.leisurely.median.us / SIM_DAY.us, 12);
    assert_int_equal(s->response.tax_season.from, 216);
    check_near(s->day_factor.cv, 0.15, 1e-15);
    check_near(s->run.seed, 20200727, 0);
}

static void what_is_read_can_be_compiled(void **state)
{
    struct desk *k = *state;
    check_accepted(k);
    assert_non_null(compile_plan(&k->d, k->home, &k->e));
}

static void every_table_is_named_for_the_manifest(void **state)
{
    struct desk *k = *state;
    check_accepted(k);
    assert_int_equal(k->d.n_files, 12);
    for (size_t i = 0; i < k->d.n_files; i++)
        assert_int_equal(access(k->d.files[i], R_OK), 0);
}

static void a_setting_can_be_overridden(void **state)
{
    struct desk *k = *state;
    static const char *const set[] = {"booking.horizon=20 d", "wards.Aoba区.counters.weekday=3",
                                      "surges.wave.on=no"};
    assert_false(reads(k, set, 3)); /* Aoba is not in this city */
    check_only_error(k, ERR_NAME_UNKNOWN, "青葉");
    static const char *const sakae[] = {"booking.horizon=20 d", "wards.sakae.counters.weekday=3",
                                        "surges.wave.on=no"};
    assert_true(reads(k, sakae, 3));
    assert_int_equal(k->d.s.booking.horizon.us / SIM_DAY.us, 20);
    const struct scenario_ward *wards = k->d.s.wards.items;
    assert_string_equal(wards[0].name, "栄");
    assert_int_equal(wards[0].counters.weekday, 3);
    assert_false(((struct scenario_surge *)k->d.s.surges.items)[0].is_on);
}

static void a_ward_may_be_written_in_many_ways(void **state)
{
    (void)state;
    static const char *const spellings[][2] = {
        {"青葉", "青葉"}, {"青葉区", "青葉"}, {"aoba", "青葉"},         {"Aoba", "青葉"},
        {"AOBA", "青葉"}, {"141178", "青葉"}, {"保土ヶ谷", "保土ケ谷"}, {"保土ケ谷区", "保土ケ谷"},
    };
    const char *nearest = NULL;
    for (size_t i = 0; i < COUNT_OF(spellings); i++)
        assert_string_equal(scenario_ward_name(spellings[i][0], &nearest, NULL), spellings[i][1]);
    assert_null(scenario_ward_name("Aobaa", &nearest, NULL));
    assert_string_equal(nearest, "aoba"); /* letters are answered with letters */
    nearest = NULL;
    assert_null(scenario_ward_name("全区", &nearest, NULL));
}

/* ---- what is refused -------------------------------------------------------- */

static void dates_out_of_order_are_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "period.to=2020-05-31", ERR_ORDER, "period.from");
    check_override_refused(k, "warmup.counters_from=2020-06-02", ERR_ORDER, "warmup.counters_from");
    check_override_refused(k, "warmup.notices_from=2020-05-02", ERR_ORDER, "warmup.notices_from");
    check_override_refused(k, "notices.suspended.from=2020-05-02", ERR_ORDER,
                           "notices.suspended.from");
    check_override_refused(k, "warmup.notices_from=2015-01-01", ERR_RANGE, "period");
}

static void spans_out_of_order_are_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "calendar.weekday.close=8:45", ERR_ORDER, "calendar.weekday.open");
    check_override_refused(k, "calendar.saturday.open=12:30", ERR_ORDER, "calendar.saturday.open");
    check_override_refused(k, "notices.delivery.least=4 d", ERR_ORDER, "notices.delivery.least");
    check_override_refused(k, "booking.punctuality.usual=-21 min", ERR_ORDER,
                           "booking.punctuality.earliest");
    check_override_refused(k, "booking.punctuality.latest=-9 min", ERR_ORDER,
                           "booking.punctuality.usual");
    check_override_refused(k, "levels.some=41 min", ERR_ORDER, "levels.some");
    check_override_refused(k, "levels.heavy=39 min", ERR_ORDER, "levels.crowded");
}

static void answers_that_do_not_add_up_to_a_whole_are_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "response.never.share=25%", ERR_SHARE_SUM, "response");
    assert_string_equal(k->e.item[0].arg[1], "105.0%");
}

static void a_visit_that_takes_no_time_is_refused(void **state)
{
    struct desk *k = *state;
    static const char *const enquiring[] = {"procedures.proxy.share=5%",
                                            "procedures.proxy.with_form=70%",
                                            "procedures.first_visit.mean=5 min"};
    assert_false(reads(k, enquiring, 2));
    check_only_error(k, ERR_KEY_MISSING, "first_visit");
    assert_true(reads(k, enquiring, 3));
    static const char *const asking[] = {"notices.no_id.acts=yes", "notices.no_id.by_call=50%",
                                         "notices.no_id.service.mean=3 min"};
    assert_true(reads(k, asking, 1));
    assert_false(reads(k, asking, 2));
    check_only_error(k, ERR_KEY_MISSING, "service");
    assert_true(reads(k, asking, 3));
}

static void more_proxies_and_guardians_than_people_are_refused(void **state)
{
    struct desk *k = *state;
    static const char *const set[] = {"procedures.proxy.share=70%",
                                      "procedures.guardian.share=40%"};
    assert_false(reads(k, set, 2));
    check_only_error(k, ERR_RANGE, "procedures.guardian.share");
    assert_string_equal(k->e.item[0].arg[3], "30%");
}

/* Early people of the last days expire up to five months later. */
static void where_people_act_early_the_expiries_must_reach_further(void **state)
{
    struct desk *k = *state;
    static const char *const set[] = {"response.never.share=10%", "response.early.share=10%",
                                      "period.to=2021-08-31"};
    assert_true(reads(k, set, 2));
    check_near(k->d.s.response.early.share, 0.1, 1e-15);
    assert_false(reads(k, set, 3));
    check_only_error(k, ERR_NO_DATA, "expiries.csv");
    const char *end = "period.to=2021-08-31";
    assert_true(reads(k, &end, 1));
}

static void what_is_written_of_procedures_and_outages_is_read(void **state)
{
    struct desk *k = *state;
    static const char *const set[] = {
        "procedures.papers.invalid=2%",       "procedures.guardian.no_photo=30%",
        "counters.random_outages.per_year=6", "counters.random_outages.mean=2 h",
        "counters.random_outages.state=down", "notices.spread=20 d"};
    check_accepted(k);
    const struct scenario *s = &k->d.s;
    check_near(s->procedures.proxy.share, 0, 0);
    check_near(s->procedures.proxy.with_form, 1, 0);
    assert_int_equal(s->procedures.proxy.letter.us / SIM_DAY.us, 5);
    assert_false(s->notices.no_id.acts);
    check_near(s->notices.no_id.by_call, 1, 0);
    check_near(s->response.early.share, 0, 0);
    check_near(s->counters.random_outages.per_year, 0, 0);
    assert_true(reads(k, set, COUNT_OF(set)));
    check_near(s->procedures.papers.invalid, 0.02, 1e-15);
    check_near(s->procedures.guardian.no_photo, 0.3, 1e-15);
    check_near(s->counters.random_outages.per_year, 6, 0);
    assert_int_equal(s->counters.random_outages.mean.us, INT64_C(7200000000));
    assert_int_equal(s->counters.random_outages.state, 1);
    assert_int_equal(s->notices.spread.us / SIM_DAY.us, 20);
}

static void a_group_without_which_nothing_can_be_simulated_is_asked_for(void **state)
{
    struct desk *k = *state;
    static const char *const groups[] = {"period",
                                         "warmup",
                                         "calendar",
                                         "notices",
                                         "response",
                                         "uses",
                                         "pin",
                                         "profile",
                                         "counters",
                                         "uses.renewal",
                                         "uses.mynapoint",
                                         "uses.other.service",
                                         "pin.added",
                                         "response.tax_season"};
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        char assignment[64];
        (void)snprintf(assignment, sizeof assignment, "%s=none", groups[i]);
        const char *last = strrchr(groups[i], '.');
        check_override_refused(k, assignment, ERR_KEY_MISSING, last != NULL ? last + 1 : groups[i]);
    }
}

static void a_limit_of_no_tickets_is_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "counters.early_end.rule=tickets", ERR_RANGE,
                           "counters.early_end.tickets");
    static const char *const good[] = {"counters.early_end.rule=tickets",
                                       "counters.early_end.tickets=40"};
    assert_true(reads(k, good, 2));
}

static void what_is_not_simulated_yet_is_refused_by_its_name(void **state)
{
    struct desk *k = *state;
    static const char *const later[] = {
        "run.until=1",
    };
    for (size_t i = 0; i < COUNT_OF(later); i++) {
        char key[64];
        (void)snprintf(key, sizeof key, "%.*s", (int)strcspn(later[i], "="), later[i]);
        const char *last = strrchr(key, '.');
        check_override_refused(k, later[i], ERR_NOT_SERVED, last != NULL ? last + 1 : key);
    }
}

static void slots_too_short_for_the_ledger_are_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "booking.slot=7 min", ERR_RANGE, "booking.slot");
    assert_string_equal(k->e.item[0].arg[2], "8 min");
    const char *least = "booking.slot=8 min";
    assert_true(reads(k, &least, 1));
    assert_non_null(compile_plan(&k->d, k->home, &k->e));
}

/* From 8:45 to 19:30 are 645 minutes: 8-minute slots would be 81. */
static void slots_too_short_for_an_evening_are_refused(void **state)
{
    struct desk *k = *state;
    const char *set[] = {"booking.slot=10 min", "calendar.evening.days=[2]",
                         "calendar.evening.close=20:00"};
    assert_false(reads(k, set, COUNT_OF(set)));
    check_only_error(k, ERR_RANGE, "booking.slot");
    assert_string_equal(k->e.item[0].arg[2], "11 min");
    set[0] = "booking.slot=11 min";
    assert_true(reads(k, set, COUNT_OF(set)));
    assert_non_null(compile_plan(&k->d, k->home, &k->e));
}

static void model_and_seed_are_checked(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "model=airport", ERR_CHOICE, "model");
    check_override_refused(k, "run.seed=1.5", ERR_KIND, "run.seed");
}

static void a_ward_that_is_not_in_the_table_is_refused(void **state)
{
    struct desk *k = *state;
    check_override_refused(k, "report.ward=青葉", ERR_NAME_UNKNOWN, "青葉");
    check_override_refused(k, "report.ward=Sakai", ERR_NAME_UNKNOWN, "Sakai");
    assert_string_equal(k->e.item[0].arg[2], "sakae");
    const char *known = "report.ward=sakae";
    assert_true(reads(k, &known, 1));
    assert_string_equal(k->d.s.report.ward, "栄");
}

static void a_roster_out_of_order_is_refused(void **state)
{
    struct desk *k = *state;
    const char *good = "wards.sakae.roster=[{from: \"8:45\", counters: 3}, {day: saturday, "
                       "from: \"9:00\", counters: 1}, {from: \"12:00\", counters: 0}, "
                       "{from: \"13:00\", counters: 4}]";
    assert_true(reads(k, &good, 1));
    assert_non_null(compile_plan(&k->d, k->home, &k->e));
    check_override_refused(k,
                           "wards.sakae.roster=[{from: \"13:00\", counters: 3}, "
                           "{from: \"12:00\", counters: 1}]",
                           ERR_ORDER, "from");
    assert_string_equal(k->e.item[0].arg[1], "13:00");
    assert_string_equal(k->e.item[0].arg[3], "12:00");
}

/* Any place with a region, by its name or its code in other tables; in the order of regions. */
static void other_places_are_known_by_their_region(void **state)
{
    struct desk *k = *state;
    static const char *const places[] = {"霧町,", "990023,", "sakae,", NULL};
    folder_put(&k->folder, "wards.csv",
               "ward,code,name_en,population,mode,region,saturdays,evenings\n"
               "霧町,990015,Kiri,100000,walk_in,north,1 3,none\n"
               "栄区,141151,Sakae,300000,booking,south,,\n"
               "森村,990023,Mori,1000,booking,north,,2\n");
    put_months(&k->folder, "capacity.csv",
               "ward,month,weekday,saturday,places_renewal,places_handover", places, "5,3,90,50");
    check_accepted(k);
    const struct scenario_ward_row *rows = k->d.wards.items;
    assert_string_equal(rows[1].name, "森村");
    const struct scenario_capacity *capacity = k->d.capacity.items;
    assert_string_equal(capacity[24].ward, "森村");
    assert_non_null(compile_plan(&k->d, k->home, &k->e));
    put_tables(&k->folder);
    check_table_refused(k, "wards.csv",
                        "ward,code,name_en,population,mode,region\n"
                        "西,141038,Nishi,1,walk_in,a\n霧町,990015,Kiri,1,walk_in,\n"
                        "栄,141151,Sakae,1,walk_in,\n",
                        ERR_NAME_UNKNOWN, "霧町", 3);
}

static void a_ward_opens_on_numbered_saturdays(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "wards.csv",
                        "ward,code,name_en,population,mode,saturdays\n"
                        "西,141038,Nishi,1,walk_in,2 6\n",
                        ERR_KIND, "saturdays", 2);
}

static void a_ward_given_twice_is_refused_with_both_lines(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "wards.csv",
                        "ward,code,name_en,population,mode\n西,141038,Nishi,1,walk_in\n"
                        "栄,141151,Sakae,1,booking\n西区,141038,Nishi,1,walk_in\n",
                        ERR_ROW_TWICE, "西", 4);
    assert_string_equal(k->e.item[0].arg[1], "2");
}

static void months_out_of_order_or_given_twice_are_refused(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "expiries.csv", "month,count\n2020-03,1\n2020-02,1\n", ERR_ORDER,
                        "month", 3);
    assert_string_equal(k->e.item[0].arg[1], "2020-03");
    assert_string_equal(k->e.item[0].arg[3], "2020-02");
    check_table_refused(k, "handovers.csv", "month,count\n2020-03,1\n2020-03,1\n", ERR_ROW_TWICE,
                        "2020-03", 3);
}

static void an_exception_announced_after_its_day_is_refused(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "exceptions.csv",
                        "date,ward,kind,announced\n2020-06-13,全区,closed,2020-06-14\n", ERR_ORDER,
                        "announced", 2);
    check_table_refused(k, "exceptions.csv",
                        "date,ward,kind,announced\n2020-06-13,栄,closed,2020-06-01\n"
                        "2020-06-13,全区,closed,2020-06-01\n2020-06-13,栄区,open,2020-06-01\n",
                        ERR_ROW_TWICE, "2020-06-13 栄", 4);
    folder_put(&k->folder, "exceptions.csv",
               "date,ward,kind,announced\n2020-06-13,全区,closed,2020-06-13\n");
    check_accepted(k);
}

static void a_date_of_mailing_given_twice_is_refused(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "batches.csv",
                        "date,ward\n2020-06-12,Sakae\n2020-06-12,全区\n2020-06-12,栄区\n",
                        ERR_ROW_TWICE, "2020-06-12 栄", 4);
}

static void a_month_of_a_ward_given_twice_is_refused(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "capacity.csv",
                        "ward,month,weekday,saturday,places_renewal,places_handover\n"
                        "西,2020-06,1,1,0,0\n栄,2020-06,1,1,0,0\nNishi,2020-06,1,1,0,0\n",
                        ERR_ROW_TWICE, "西 2020-06", 4);
}

static void a_table_that_is_not_there_is_told_by_its_path_and_nothing_else_is(void **state)
{
    struct desk *k = *state;
    static const char *const tables[] = {"wards.csv", "holidays.csv", "surge.csv", "capacity.csv"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        assert_int_equal(remove(folder_path(&k->folder, tables[i])), 0);
        assert_false(reads(k, NULL, 0));
        check_only_error(k, ERR_OPEN, tables[i]);
        put_tables(&k->folder);
    }
}

static void an_unknown_ward_in_a_table_is_refused_with_a_suggestion(void **state)
{
    struct desk *k = *state;
    check_table_refused(k, "exceptions.csv",
                        "date,ward,kind,announced\n2020-06-13,Sakai,closed,2020-06-01\n",
                        ERR_NAME_UNKNOWN, "Sakai", 2);
    assert_string_equal(k->e.item[0].arg[2], "sakae");
}

static void mistakes_are_told_all_at_once(void **state)
{
    struct desk *k = *state;
    static const char *const set[] = {"period.to=2020-05-31", "levels.heavy=39 min",
                                      "response.never.share=25%", "report.ward=青葉"};
    assert_false(reads(k, set, 4));
    assert_int_equal(k->e.count, 4);
}

static void a_scenario_that_is_not_there_is_told_by_its_path(void **state)
{
    struct desk *k = *state;
    assert_false(
        scenario_read(folder_path(&k->folder, "none.yaml"), NULL, 0, k->home, &k->d, &k->e));
    check_only_error(k, ERR_OPEN, "none.yaml");
}

static void without_memory_it_is_told(void **state)
{
    struct desk *k = *state;
    unsigned nth = 1;
    for (; nth < 3000; nth++) {
        arena_fail_nth(k->home, nth);
        bool is_read = reads(k, NULL, 0);
        arena_fail_nth(k->home, 0);
        if (is_read)
            break;
        assert_int_equal(k->e.item[0].code, ERR_NOMEM);
    }
    assert_true(nth > 50 && nth < 3000);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_DESK(a_scenario_and_its_tables_are_read),
        AT_DESK(what_is_not_written_has_its_default),
        AT_DESK(what_is_read_can_be_compiled),
        AT_DESK(every_table_is_named_for_the_manifest),
        AT_DESK(a_setting_can_be_overridden),
        cmocka_unit_test(a_ward_may_be_written_in_many_ways),
        AT_DESK(dates_out_of_order_are_refused),
        AT_DESK(spans_out_of_order_are_refused),
        AT_DESK(answers_that_do_not_add_up_to_a_whole_are_refused),
        AT_DESK(a_visit_that_takes_no_time_is_refused),
        AT_DESK(more_proxies_and_guardians_than_people_are_refused),
        AT_DESK(where_people_act_early_the_expiries_must_reach_further),
        AT_DESK(what_is_written_of_procedures_and_outages_is_read),
        AT_DESK(a_group_without_which_nothing_can_be_simulated_is_asked_for),
        AT_DESK(a_limit_of_no_tickets_is_refused),
        AT_DESK(what_is_not_simulated_yet_is_refused_by_its_name),
        AT_DESK(slots_too_short_for_the_ledger_are_refused),
        AT_DESK(slots_too_short_for_an_evening_are_refused),
        AT_DESK(model_and_seed_are_checked),
        AT_DESK(a_ward_that_is_not_in_the_table_is_refused),
        AT_DESK(a_roster_out_of_order_is_refused),
        AT_DESK(other_places_are_known_by_their_region),
        AT_DESK(a_ward_opens_on_numbered_saturdays),
        AT_DESK(a_ward_given_twice_is_refused_with_both_lines),
        AT_DESK(months_out_of_order_or_given_twice_are_refused),
        AT_DESK(an_exception_announced_after_its_day_is_refused),
        AT_DESK(a_date_of_mailing_given_twice_is_refused),
        AT_DESK(a_month_of_a_ward_given_twice_is_refused),
        AT_DESK(a_table_that_is_not_there_is_told_by_its_path_and_nothing_else_is),
        AT_DESK(an_unknown_ward_in_a_table_is_refused_with_a_suggestion),
        AT_DESK(mistakes_are_told_all_at_once),
        AT_DESK(a_scenario_that_is_not_there_is_told_by_its_path),
        AT_DESK(without_memory_it_is_told),
    };
    return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
