/* test_bilingual.c - the same parts in two languages, each in its own order. */
#include "cli/present/bilingual.h"

#include "tests/present/said.h"

static void each_language_takes_the_parts_in_its_own_order(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, BILINGUAL(said_new(s), japanese, "{0} of {1}", "{1}中{0}", "2", "5"), "2 of 5",
              "5中2");
    SAID_BOTH(s, BILINGUAL(said_new(s), japanese, "twice {0}, {0}", "{0}", "a"), "twice a, a", "a");
    SAID_BOTH(s, bilingual_add(said_new(s), japanese, "one", "一"), "one", "一");
}

static void other_braces_and_what_stands_in_a_part_stay_as_they_are(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, BILINGUAL(said_new(s), japanese, "{} {x} {0", "{0}{", "{0}"), "{} {x} {0", "{0}{");
    SAID_BOTH(s, BILINGUAL(said_new(s), japanese, "", "{0}", ""), "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(each_language_takes_the_parts_in_its_own_order),
        SAID_TEST(other_braces_and_what_stands_in_a_part_stay_as_they_are),
    };
    return cmocka_run_group_tests_name("bilingual", tests, NULL, NULL);
}
