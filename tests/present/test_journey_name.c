/* test_journey_name.c - people have names that lead back to them. */
#include "cli/present/journey_name.h"

#include "models/ward/compile.h"
#include "models/ward/journal.h"
#include "tests/ward/fixture.h"

/* Surges of which one is called like a use. */
static void add_surges(struct small *w)
{
    w->surges[0] = (struct scenario_surge){.name = "mynapoint", .use = USE_MYNAPOINT};
    w->surges[1] = (struct scenario_surge){.name = "給付金", .use = USE_PIN_RESET};
    w->d.s.surges.count = 2;
}

static struct journey_event person_of(int32_t home, uint32_t address, civil_day day, uint32_t index)
{
    return (struct journey_event){
        .who = (uint32_t)day << 16 | index, .address = (uint16_t)address, .home = (uint16_t)home};
}

static const char *name_of(struct small *w, struct journey_event event)
{
    struct text name;
    text_init(&name, w->home);
    journey_name_print(&w->d, &event, &name);
    return text_get(&name);
}

static void a_holder_is_named_by_ward_day_of_expiry_and_number(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2020, 7, 24);
    assert_string_equal(name_of(w, person_of(SMALL_NISHI, PERSON_HOLDERS, day, 13)),
                        "nishi-20200724-00013");
    assert_string_equal(name_of(w, person_of(SMALL_SAKAE, PERSON_HOLDERS, day, UINT16_MAX)),
                        "sakae-20200724-65535");
}

static void others_are_named_by_their_use_or_surge_as_well(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2021, 1, 4);
    add_surges(w);
    assert_string_equal(name_of(w, person_of(SMALL_NISHI, USE_HANDOVER, day, 5)),
                        "nishi-handover-20210104-00005");
    uint32_t surge = compile_address(&w->d, "surge-給付金");
    assert_string_equal(name_of(w, person_of(SMALL_SAKAE, surge, day, 0)),
                        "sakae-surge-給付金-20210104-00000");
    uint32_t booking = compile_address(&w->d, "handover/requests");
    assert_string_equal(name_of(w, person_of(SMALL_SAKAE, booking, day, 0)),
                        "sakae-handover/requests-20210104-00000");
}

static void a_use_and_a_surge_of_one_name_are_told_apart(void **state)
{
    struct small *w = *state;
    add_surges(w);
    uint32_t use = compile_address(&w->d, "mynapoint");
    uint32_t surge = compile_address(&w->d, "surge-mynapoint");
    assert_int_equal(use, USE_MYNAPOINT);
    assert_true(surge >= 16);
    assert_int_equal(compile_address(&w->d, "renewal"), 0);
    assert_int_equal(compile_address(&w->d, "surge-handover"), 0);
}

/* The streams of a compiled city have names, and these lead to their addresses. */
static void every_population_of_a_city_has_a_name(void **state)
{
    struct small *w = *state;
    struct scenario_change both = {.ward = "栄", .mode = WAY_MIXED, .booked = 0.5};
    add_surges(w);
    w->surges[0].is_on = w->surges[1].is_on = true;
    w->d.s.modes = (struct bind_list){&both, 1};
    small_compile(w);
    assert_true(w->plan->n_streams >= 4);
    for (int32_t i = 0; i < w->plan->n_streams; i++) {
        struct text name;
        text_init(&name, w->home);
        compile_name(&w->d, plan_stream_at(w->plan, i)->address, &name);
        assert_true(name.length > 0);
        assert_int_equal(compile_address(&w->d, text_get(&name)),
                         plan_stream_at(w->plan, i)->address);
    }
}

static void a_name_leads_back_to_the_person(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2020, 7, 24);
    add_surges(w);
    const struct journey_event people[] = {
        person_of(SMALL_NISHI, PERSON_HOLDERS, day, 0),
        person_of(SMALL_SAKAE, PERSON_HOLDERS, day, 65535),
        person_of(SMALL_SAKAE, USE_OTHER, day, 7),
        person_of(SMALL_NISHI, compile_address(&w->d, "surge-mynapoint"), day, 1),
        person_of(SMALL_NISHI, compile_address(&w->d, "surge-給付金/requests"), day, 2),
    };
    for (size_t i = 0; i < COUNT_OF(people); i++)
        assert_true(journey_name_read(&w->d, name_of(w, people[i]), w->home) ==
                    journal_person(&people[i]));
}

static void what_is_no_name_is_nobody(void **state)
{
    static const char *const wrong[] = {"",
                                        "nishi",
                                        "nishi-20200724",
                                        "nishi-20200724-1",
                                        "nishi-20200724-000001",
                                        "nishi-20200724-65536",
                                        "nishi-20200230-00001",
                                        "nishi-19691231-00001",
                                        "nishi-2020072x-00001",
                                        "nishi-20200724-0000x",
                                        "nishi_20200724-00001",
                                        "aoba-20200724-00001",
                                        "-20200724-00001",
                                        "20200724-00001",
                                        "nishi-renewal-20200724-00001",
                                        "nishi-nothing-20200724-00001",
                                        "nishi-handover/-20200724-00001",
                                        "nishi--20200724-00001",
                                        "nishihandover-20200724-00001",
                                        "NISHI-20200724-00001"};
    struct small *w = *state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (journey_name_read(&w->d, wrong[i], w->home) != 0) {
            print_error("%s is somebody\n", wrong[i]);
            fail();
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_holder_is_named_by_ward_day_of_expiry_and_number),
        IN_SMALL(others_are_named_by_their_use_or_surge_as_well),
        IN_SMALL(a_use_and_a_surge_of_one_name_are_told_apart),
        IN_SMALL(every_population_of_a_city_has_a_name),
        IN_SMALL(a_name_leads_back_to_the_person),
        IN_SMALL(what_is_no_name_is_nobody),
    };
    return cmocka_run_group_tests_name("journey_name", tests, NULL, NULL);
}
