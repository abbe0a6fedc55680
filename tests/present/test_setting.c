/* test_setting.c - settings are called by their meaning, and values said as people say them. */
#include "cli/present/setting.h"

#include <string.h>

#include "models/queue/setup.h"
#include "models/ward/scenario.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"

static int make(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int drop(void **state)
{
    arena_free(*state);
    return 0;
}

static void check_value(struct arena *home, const char *path, const char *value, const char *ja,
                        const char *en)
{
    const struct bind_row *row = setting_row(scenario_rows(), path);
    for (int i = 0; i < 2; i++) {
        struct text t;
        text_init(&t, home);
        assert_non_null(row);
        setting_value(row, value, i == 0, &t);
        assert_string_equal(text_get(&t), i == 0 ? ja : en);
    }
}

static void values_are_said_in_the_words_of_an_office(void **state)
{
    struct arena *home = *state;
    check_value(home, "booking.slot", "15 min", "15分", "15 min");
    check_value(home, "phone.enquiries", "40 /d", "1日に40", "40 /d");
    check_value(home, "booking.cutoff", "\"17:00\"", "17時", "17:00");
    check_value(home, "period.from", "2020-07-27", "2020年7月27日(月)", "2020-07-27");
    check_value(home, "calendar.year_end.from", "\"12-29\"", "12月29日", "12-29");
    check_value(home, "calendar.saturday.weeks", "[2, 4]", "2,4", "2, 4");
    check_value(home, "calendar.evening.days", "[]", "なし", "none");
    check_value(home, "calendar.saturday.open_on_holiday", "no", "いいえ", "no");
    check_value(home, "wards.青葉.mode", "booking", "予約制", "booking");
    check_value(home, "title", "\"a \\\"b\\\"\"", "a \"b\"", "a \"b\"");
    check_value(home, "counters.early_end.rule", "tickets", "枚数", "tickets");
}

static void a_path_leads_through_names_and_numbers_to_its_row(void **state)
{
    (void)state;
    assert_string_equal(setting_row(scenario_rows(), "wards.青葉.counters.weekday")->key,
                        "weekday");
    assert_string_equal(setting_row(scenario_rows(), "modes.2.ward")->key, "ward");
    assert_string_equal(setting_row(setup_rows(), "uses.郵便.service.mean")->key, "mean");
    assert_null(setting_row(scenario_rows(), "schema"));
    assert_null(setting_row(scenario_rows(), "wards.青葉.nothing"));
}

static void an_item_names_the_ward_and_what_is_set(void **state)
{
    struct text t;
    text_init(&t, *state);
    setting_item(scenario_rows(), "wards.青葉.mode", true, &t);
    assert_string_equal(text_get(&t), "青葉 - 予約制か"); /* without the words to choose from */
    text_init(&t, *state);
    setting_item(scenario_rows(), "modes.2.ward", false, &t);
    assert_memory_equal(text_get(&t), "no. 2 - ", strlen("no. 2 - "));
    text_init(&t, *state);
    setting_item(scenario_rows(), "nothing", true, &t);
    assert_string_equal(text_get(&t), "nothing");
    assert_string_equal(setting_group(scenario_rows(), "wards.青葉.mode", true), "区ごとの設定");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_said_in_the_words_of_an_office, make, drop),
        cmocka_unit_test(a_path_leads_through_names_and_numbers_to_its_row),
        cmocka_unit_test_setup_teardown(an_item_names_the_ward_and_what_is_set, make, drop),
    };
    return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}
