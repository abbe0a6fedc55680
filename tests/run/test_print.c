/* test_print.c - what a run shows at its end fits a terminal of 80 columns, and its JSON
 * can be read by any program.
 */
#include <string.h>

#include "cli/present/lookup.h"
#include "cli/run_ward.h"
#include "tests/run/made.h"

enum { COLUMNS = 80 };

/* ---- JSON by its grammar (RFC 8259), no more ---------------------------------------- */

static const char *json_value(const char *p);

static const char *json_blank(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

/* Behind the closing quote; NULL when it is no string. */
static const char *json_string(const char *p)
{
    if (*p++ != '"')
        return NULL;
    for (; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20)
            return NULL;
        if (*p != '\\')
            continue;
        if (strchr("\"\\/bfnrtu", *++p) == NULL || *p == '\0')
            return NULL;
        if (*p == 'u' && strspn(p + 1, "0123456789abcdefABCDEF") < 4)
            return NULL;
    }
    return p + 1;
}

static const char *json_number(const char *p)
{
    p += *p == '-';
    size_t n = strspn(p, "0123456789");
    if (n == 0 || (n > 1 && *p == '0'))
        return NULL;
    p += n;
    if (*p != '.')
        return p;
    n = strspn(p + 1, "0123456789");
    return n > 0 ? p + 1 + n : NULL;
}

/* The members of an object or array, up to and with the closing bracket. */
static const char *json_members(const char *p, char close)
{
    for (p = json_blank(p); *p != close;) {
        if (close == '}') {
            p = json_string(p);
            p = p != NULL ? json_blank(p) : "";
            if (*p++ != ':')
                return NULL;
        }
        p = json_value(p);
        if (p == NULL || (*p != ',' && *p != close))
            return NULL;
        if (*p == ',' && *(p = json_blank(p + 1)) == close)
            return NULL;
    }
    return p + 1;
}

/* Behind the value and the blanks that follow it; NULL when there is none. */
static const char *json_value(const char *p)
{
    p = json_blank(p);
    if (*p == '{')
        p = json_members(p + 1, '}');
    else if (*p == '[')
        p = json_members(p + 1, ']');
    else if (*p == '"')
        p = json_string(p);
    else if (strncmp(p, "true", 4) == 0 || strncmp(p, "null", 4) == 0)
        p += 4;
    else if (strncmp(p, "false", 5) == 0)
        p += 5;
    else
        p = json_number(p);
    return p != NULL ? json_blank(p) : NULL;
}

static bool is_json(const char *text)
{
    const char *end = json_value(text);
    return end != NULL && *end == '\0';
}

static void the_reader_of_json_tells_good_from_bad(void **state)
{
    (void)state;
    static const char *const good[] = {"{}", "[]", " [1, -2.5,{\"a\":null}] ", "\"\\u00e9\\n\"",
                                       "{\"a\":[true,false],\"b\":{}}"};
    static const char *const bad[] = {"",     "{",  "[1,]",    "{\"a\"}",    "{\"a\":}", "[1 2]",
                                      "01",   "1.", "nan",     "'a'",        "\"a",      "{a:1}",
                                      "[1]]", "-",  "\"\\x\"", "{\"a\":1,}", "[\"\n\"]"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(is_json(good[i]));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(is_json(bad[i]));
}

/* ---- the run ------------------------------------------------------------------------- */

static struct run *run_of(struct made *m)
{
    struct run *r = arena_take_array(m->small->home, struct run, 1);
    assert_non_null(r);
    r->frame.home = m->small->home;
    r->ward = arena_take_array(r->frame.home, struct run_ward, 1);
    assert_non_null(r->ward);
    r->ward->data = m->small->d;
    r->ward->plan = m->small->plan;
    r->result = m->result;
    r->ward->tables = m->tables;
    struct table *summary = &r->ward->tables.summary; /* cells of its own, to be changed */
    const struct table *const first = summary;
    run_add_tables(r, &first, 1);
    size_t n_cells = summary->n_rows * summary->n_columns;
    summary->cells = arena_take_array(r->frame.home, struct table_cell, n_cells);
    assert_non_null(summary->cells);
    memcpy(summary->cells, m->tables.summary.cells, n_cells * sizeof *summary->cells);
    r->ward->shown = r->ward->tables;
    r->said.target_share = 0.9;
    r->ward->about = (struct tables_about){.title = "小さな市",
                                           .from_day = r->ward->data.s.period.from,
                                           .to_day = r->ward->data.s.period.to,
                                           .target_min = 30,
                                           .target_share = 0.9};
    memcpy(r->run_id, "0a1b2c3d", sizeof "0a1b2c3d");
    r->folder = "results/a \"small\" \\ city";
    r->seed = UINT64_C(9007199254740993);
    return r;
}

static const char *printed(struct run *r, bool japanese)
{
    struct text out;
    text_init(&out, r->frame.home);
    r->frame.japanese = japanese;
    run_ward_print(r, &out);
    assert_false(out.failed);
    return text_get(&out);
}

/* Columns of the widest line where ambiguous characters take two, as many Japanese
 * terminals draw them. */
static int widest(const char *p)
{
    int most = 0, width = 0;
    for (uint32_t c; (c = text_next(&p)) != 0;) {
        width = c == '\n' ? 0 : width + (text_is_ambiguous(c) ? 2 : text_width_of(c));
        most = width > most ? width : most;
    }
    return most;
}

/* The widest that may come up: a million people, two hours of waiting, no idea how long. */
static void make_extreme(struct run *r)
{
    struct table *t = &r->ward->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct table_cell *cells = &t->cells[row * t->n_columns];
        size_t at = table_column_index(t, "estimate");
        bool is_people = lookup_is(t, row, "unit", "people");
        bool is_share = lookup_is(t, row, "unit", "1");
        cells[at] = table_real(is_people ? 999999 : is_share ? 1 : 432.1);
        cells[at + 1] = table_real(is_people ? 999990 : is_share ? 1 : 12.3);
        cells[at + 2] = table_real(is_people ? 999999 : is_share ? 1 : 899.9);
    }
}

static void no_line_is_wider_than_80_columns(void **state)
{
    struct run *r = run_of(*state);
    for (int k = 0; k < 4; k++) {
        const char *text = printed(r, k % 2 == 0);
        assert_true(widest(text) <= COLUMNS);
        assert_true(widest(text) > COLUMNS / 2);
        if (k == 1)
            make_extreme(r);
    }
}

static void no_line_ends_in_blanks(void **state)
{
    struct run *r = run_of(*state);
    assert_null(strstr(printed(r, true), " \n"));
    assert_null(strstr(printed(r, false), " \n"));
}

static void columns_stand_apart_even_at_their_widest(void **state)
{
    struct run *r = run_of(*state);
    make_extreme(r);
    const char *text = printed(r, true);
    assert_non_null(strstr(text, " 999999 "));
    assert_non_null(strstr(text, " 432.1±443.8 "));
    assert_non_null(strstr(text, " 100.0% 100.0-100.0 "));
}

static void each_language_names_the_wards_in_its_own_way(void **state)
{
    struct run *r = run_of(*state);
    const char *ja = printed(r, true);
    assert_non_null(strstr(ja, "\n全市 "));
    assert_non_null(strstr(ja, "\n西       予約なし "));
    assert_non_null(strstr(ja, "\n栄       予約制 "));
    const char *en = printed(r, false);
    assert_non_null(strstr(en, "\ncity "));
    assert_non_null(strstr(en, "\nNishi    walk-in "));
    assert_non_null(strstr(en, "\nSakae    booked "));
    assert_null(strstr(en, "西"));
}

/* A wait without the turned away would flatter a ward that sends people home. */
static void the_turned_away_stand_below_the_waits(void **state)
{
    struct run *r = run_of(*state);
    struct text want;
    text_init(&want, r->frame.home);
    text_addf(&want, " %.0f ",
              lookup_summary(&r->ward->tables.summary, MADE_NISHI, "all", "turned_away").estimate);
    const char *second = strstr(printed(r, true), "断った");
    assert_non_null(second);
    assert_non_null(strstr(second, text_get(&want)));
}

static void without_intervals_a_number_stands_alone(void **state)
{
    struct made *m = *state;
    struct made one = {.small = m->small};
    made_tables(&one, 1);
    struct run *r = run_of(&one);
    const char *text = printed(r, true);
    assert_null(strstr(text, "nan"));
    const char *row = strstr(text, "\n全市 ");
    assert_non_null(row);
    assert_null(memchr(row, '\xC2', strcspn(row + 1, "\n"))); /* of the sign ± */
}

static struct interval promise(const struct run *r)
{
    double share = r->seconds; /* stands for it here */
    return (struct interval){share, share - 0.01, share + 0.01};
}

static const char *json_of(struct run *r, double share)
{
    static const struct run_model model = {.promise = promise};
    struct text out;
    text_init(&out, r->frame.home);
    r->model = &model;
    r->seconds = share;
    r->said.target_share = 0.8;
    run_print_json(r, &out);
    assert_false(out.failed);
    return text_get(&out);
}

static void a_promise_is_passed_failed_or_neither(void **state)
{
    struct run *r = run_of(*state);
    assert_non_null(strstr(json_of(r, 0.9), "\"verdict\":\"met\",\"passed\":true"));
    assert_non_null(strstr(json_of(r, 0.7), "\"verdict\":\"missed\",\"passed\":false"));
    assert_non_null(strstr(json_of(r, 0.8), "\"verdict\":\"open\",\"passed\":null"));
}

static void the_json_is_json_whatever_the_names_hold(void **state)
{
    struct run *r = run_of(*state);
    const char *text = json_of(r, 0.9);
    assert_true(is_json(text));
    assert_non_null(strstr(text, "\"folder\":\"results/a \\\"small\\\" \\\\ city\""));
    assert_non_null(strstr(text, "\"seed\":\"9007199254740993\"")); /* more than a double holds */
    assert_non_null(strstr(text, "\"partial\":false"));
    assert_int_equal(text[strlen(text) - 1], '\n');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reader_of_json_tells_good_from_bad),
        cmocka_unit_test(no_line_is_wider_than_80_columns),
        cmocka_unit_test(no_line_ends_in_blanks),
        cmocka_unit_test(columns_stand_apart_even_at_their_widest),
        cmocka_unit_test(each_language_names_the_wards_in_its_own_way),
        cmocka_unit_test(the_turned_away_stand_below_the_waits),
        cmocka_unit_test(without_intervals_a_number_stands_alone),
        cmocka_unit_test(a_promise_is_passed_failed_or_neither),
        cmocka_unit_test(the_json_is_json_whatever_the_names_hold),
    };
    return cmocka_run_group_tests_name("print", tests, made_set_up, made_tear_down);
}
