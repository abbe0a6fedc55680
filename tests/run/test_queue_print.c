/* test_queue_print.c - what a run of a system shows fits a terminal of 80 columns, in both
 * languages, and no wait stands there without those who were not served.
 */
#include <string.h>

#include "cli/run_queue.h"
#include "tests/run/queue_made.h"

enum { COLUMNS = 80 };

static struct run *run_of(struct queue_made *m)
{
    struct run *r = arena_take_array(m->small->home, struct run, 1);
    assert_non_null(r);
    r->frame.home = m->small->home;
    r->queue = arena_take_array(r->frame.home, struct run_queue, 1);
    assert_non_null(r->queue);
    r->queue->data = m->small->d;
    r->queue->design = m->design;
    r->queue->tables = m->tables;
    r->result = m->result;
    r->said.target_share = m->small->d.s.target.share;
    memcpy(r->run_id, "0a1b2c3d", sizeof "0a1b2c3d");
    return r;
}

static const char *printed(struct run *r, bool japanese)
{
    struct text out;
    text_init(&out, r->frame.home);
    r->frame.japanese = japanese;
    run_queue_print(r, &out);
    assert_false(out.failed);
    return text_get(&out);
}

/* Columns of the widest line where ambiguous characters take two. */
static int widest(const char *p)
{
    int most = 0, width = 0;
    for (uint32_t c; (c = text_next(&p)) != 0;) {
        width = c == '\n' ? 0 : width + (text_is_ambiguous(c) ? 2 : text_width_of(c));
        most = width > most ? width : most;
    }
    return most;
}

/* The widest that may come up. */
static void make_extreme(struct run *r)
{
    struct table *t = &r->queue->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct table_cell *cells = &t->cells[row * t->n_columns];
        size_t at = table_column_index(t, "estimate");
        const char *unit = table_at(t, row, "unit")->text;
        bool is_people = strcmp(unit, "people/d") == 0, is_share = strcmp(unit, "1") == 0;
        cells[at] = table_real(is_people ? 9999.9 : is_share ? 1 : 432.1);
        cells[at + 1] = table_real(is_people ? 9999 : is_share ? 1 : 12.3);
        cells[at + 2] = table_real(is_people ? 9999.9 : is_share ? 1 : 899.9);
    }
}

static void no_line_is_wider_than_80_columns_or_ends_in_blanks(void **state)
{
    struct queue_made m = *(struct queue_made *)*state;
    queue_made_tables(&m, QUEUE_MADE_REPLICATIONS); /* cells of its own, to be changed */
    struct run *r = run_of(&m);
    struct setup_use *uses = r->queue->data.s.uses.items;
    const char *name = uses[1].name;
    for (int k = 0; k < 4; k++) {
        const char *text = printed(r, k % 2 == 0);
        assert_true(widest(text) <= COLUMNS);
        assert_true(widest(text) > COLUMNS / 2);
        assert_null(strstr(text, " \n"));
        if (k == 1)
            make_extreme(r);
    }
    uses[1].name = "住民票と戸籍の写しの交付と、その相談"; /* of which the tables know nothing */
    assert_true(widest(printed(r, true)) <= COLUMNS);
    assert_non_null(strstr(printed(r, true), "\n住民票と戸籍… "));
    assert_non_null(strstr(printed(r, true), "\n住民票と戸… "));
    uses[1].name = name;
}

static void those_who_were_not_served_stand_beside_the_waits(void **state)
{
    struct queue_made *m = *state;
    struct run *r = run_of(m);
    struct text want;
    static const char *const ways[] = {"left",        "balked",  "full",
                                       "turned_away", "cleared", "call_back"};
    double sum = 0;
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        sum += queue_tables_find(&m->tables.summary, "letters", ways[i], 0).estimate;
    assert_true(sum > 1);
    text_init(&want, r->frame.home);
    text_addf(&want, " %.1f\n", sum);
    const char *row = strstr(printed(r, false), "\nletters ");
    assert_non_null(row);
    const char *end = strstr(row, text_get(&want));
    assert_true(end != NULL && memchr(row + 1, '\n', (size_t)(end - row)) == NULL);
}

static void the_load_is_told_for_each_station_only_where_there_are_several(void **state)
{
    struct run *r = run_of(*state);
    assert_non_null(strstr(printed(r, false), "\nload: work for "));
    assert_non_null(strstr(printed(r, true), "\n負荷: 仕事は窓口"));
    assert_non_null(strstr(printed(r, false), "heaviest half hour "));
}

static void all_together_has_a_row_only_where_there_are_several_uses(void **state)
{
    struct queue_made *m = *state;
    struct run *r = run_of(m);
    assert_non_null(strstr(printed(r, true), "\nすべて "));
    assert_non_null(strstr(printed(r, false), "\nall "));
    r->queue->data.s.uses.count = 1;
    assert_null(strstr(printed(r, false), "\nall "));
    assert_non_null(strstr(printed(r, false), "\nletters "));
}

static void without_intervals_a_number_stands_alone(void **state)
{
    struct queue_made m = *(struct queue_made *)*state;
    queue_made_tables(&m, 1);
    const char *text = printed(run_of(&m), true);
    assert_null(strstr(text, "nan"));
    const char *row = strstr(text, "\nすべて ");
    assert_non_null(row);
    assert_null(memchr(row, '\xC2', strcspn(row + 1, "\n"))); /* of the sign ± */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_wider_than_80_columns_or_ends_in_blanks),
        cmocka_unit_test(those_who_were_not_served_stand_beside_the_waits),
        cmocka_unit_test(the_load_is_told_for_each_station_only_where_there_are_several),
        cmocka_unit_test(all_together_has_a_row_only_where_there_are_several_uses),
        cmocka_unit_test(without_intervals_a_number_stands_alone),
    };
    return cmocka_run_group_tests_name("queue print", tests, queue_made_set_up,
                                       queue_made_tear_down);
}
