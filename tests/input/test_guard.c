/* test_guard.c - the traps that bytes hold before they are YAML. */
#include "sim/input/guard.h"

#include "tests/input/reading.h"

struct read {
    struct arena *home;
    struct source source;
    struct err e;
    bool is_text;
    enum guard_verdict verdict;
};

static void take(struct read *r, const char *bytes, size_t n)
{
    *r = (struct read){.home = arena_new(0)};
    assert_true(source_take(&r->source, "t.yaml", bytes, n, 1 << 20, r->home, &r->e));
    r->is_text = guard_encoding(&r->source, &r->e);
    if (!r->is_text)
        return;
    assert_true(source_split(&r->source, &r->e));
    r->verdict = guard_layout(&r->source, &r->e);
}

static void drop(struct read *r)
{
    arena_free(r->home);
}

static void check_refused(const char *bytes, size_t n, const char *encoding, const char *byte,
                          int line, int column)
{
    struct read r;
    take(&r, bytes, n);
    assert_false(r.is_text);
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_NOT_UTF8, line, column, 1);
    check_arg(&r.e, 0, 0, encoding);
    check_arg(&r.e, 0, 1, byte);
    drop(&r);
}

static void other_encodings_are_named_with_the_first_byte_that_tells(void **state)
{
    (void)state;
    check_refused("id: \x8D\x81\x96k\n", 9, "Shift_JIS", "5", 1, 5);       /* 港北 */
    check_refused("a: 1\nb: \xB9\xC1\xCB\xCC\n", 13, "EUC-JP", "9", 2, 4); /* 港北 */
    check_refused("id: \xE6\xB8\xAF \xFF\n", 10, "", "9", 1, 7);           /* neither */
    check_refused("\xFF\xFEi\0d\0:\0\n\0", 10, "UTF-16", "1", 1, 1);
    check_refused("\xFE\xFF\0i\0d\0:\0\n", 10, "UTF-16", "1", 1, 1);
    check_refused("i\0d\0:\0 \0", 8, "UTF-16", "1", 1, 1); /* no mark, still told */
    check_refused("\x8D\x81", 2, "Shift_JIS", "1", 1, 1);
}

static void a_byte_order_mark_is_stripped_and_shifts_no_column(void **state)
{
    (void)state;
    struct read r;
    take(&r,
         "\xEF\xBB\xBF"
         "a：1\n",
         9);
    assert_true(r.is_text);
    check_error(&r.e, 0, ERR_FULLWIDTH, 1, 2, 1);
    drop(&r);
}

static void control_characters_are_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *name;
    } cases[] = {{"a: \x07\n", 5, "U+0007"},
                 {"a: \xC2\x85\n", 6, "U+0085"},
                 {"a: \xE2\x80\xA8\n", 7, "U+2028"},
                 {"a: \xEF\xBB\xBF\n", 7, "U+FEFF"},
                 {"a: \0bcdefghijkl\n", 17, "U+0000"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read r;
        take(&r, cases[i].bytes, cases[i].n);
        assert_false(r.is_text);
        check_count(&r.e, 1);
        check_error(&r.e, 0, ERR_CONTROL, 1, 4, 1);
        check_arg(&r.e, 0, 0, cases[i].name);
        drop(&r);
    }
}

static void clean(const char *text)
{
    struct read r;
    take(&r, text, strlen(text));
    check_count(&r.e, 0);
    assert_true(r.is_text);
    assert_int_equal(r.verdict, GUARD_CLEAN);
    assert_string_equal(r.source.bytes, text);
    drop(&r);
}

static void quotes_comments_and_block_text_may_hold_anything(void **state)
{
    (void)state;
    clean("title: \"７：　全角\"\n");
    clean("title: '７：''　'\n");
    clean("title: \"a \\\" ７\"\n");
    clean("title: \"a\n  ７ b\"\n"); /* a quote over two lines */
    clean("a: 1 # ７：　\n# ７\n  # ７\n");
}

static void block_text_may_hold_anything_until_its_indentation_ends(void **state)
{
    (void)state;
    struct read r;
    clean("note: |\n  ７：\n\n  　\tx\nb: 1\n");
    clean("- note: >\n    ７\n  b: 1\n");
    take(&r, "note: |\n  ７\nb: ８\n", strlen("note: |\n  ７\nb: ８\n"));
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_FULLWIDTH, 3, 4, 1);
    drop(&r);
}

static void an_apostrophe_inside_a_word_opens_no_quote(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a: don't\nb: ７\nc: [x'y, \"７\", ８]\nd: it's \"７\"\n";
    take(&r, text, strlen(text));
    check_count(&r.e, 3);
    check_error(&r.e, 0, ERR_FULLWIDTH, 2, 4, 1);
    check_error(&r.e, 1, ERR_FULLWIDTH, 3, 15, 1);
    check_error(&r.e, 2, ERR_FULLWIDTH, 4, 10, 1); /* not a quote: it begins in the middle */
    drop(&r);
}

static void tabs_and_wide_spaces_in_the_indentation_break_the_file(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a:\n\tb: 1\n  \t\tc: 1\n\n\t\n\t# x\nd: 1\te\n　f: 1\n \xC2\xA0g: 1\n";
    take(&r, text, strlen(text));
    assert_int_equal(r.verdict, GUARD_BROKEN);
    check_count(&r.e, 4);
    check_error(&r.e, 0, ERR_TAB, 2, 1, 1);
    check_error(&r.e, 1, ERR_TAB, 3, 3, 2);
    check_error(&r.e, 2, ERR_FULLWIDTH_SPACE, 8, 1, 1);
    check_error(&r.e, 3, ERR_FULLWIDTH_SPACE, 9, 2, 1);
    drop(&r);
}

static void full_width_digits_colons_and_spaces_are_reported_and_repaired(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a: ７０％\nb：８\nc:　５　 x\n保土ヶ谷: {d：２}\n（括弧）: ，\n";
    take(&r, text, strlen(text));
    assert_int_equal(r.verdict, GUARD_REPAIRED);
    check_count(&r.e, 6);
    check_error(&r.e, 0, ERR_FULLWIDTH, 1, 4, 3);
    check_arg(&r.e, 0, 0, "７０％");
    check_arg(&r.e, 0, 1, "70%");
    check_error(&r.e, 1, ERR_FULLWIDTH, 2, 2, 2);
    check_arg(&r.e, 1, 1, ":8");
    check_error(&r.e, 2, ERR_FULLWIDTH_SPACE, 3, 3, 1);
    check_error(&r.e, 3, ERR_FULLWIDTH, 3, 4, 1);
    check_error(&r.e, 4, ERR_FULLWIDTH_SPACE, 3, 5, 1);
    check_error(&r.e, 5, ERR_FULLWIDTH, 4, 9, 2);
    assert_string_equal(r.source.bytes, "a: 70%\nb:8\nc: 5  x\n保土ヶ谷: {d:2}\n（括弧）: ，\n");
    assert_string_equal(r.e.item[5].at.excerpt, "保土ヶ谷: {d：２}");
    drop(&r);
}

static void a_full_width_colon_behind_a_key_gets_the_blank_it_needs(void **state)
{
    (void)state;
    struct read r;
    const char *text = "weekday：x\na: {b：x, c：y}\n";
    take(&r, text, strlen(text));
    check_count(&r.e, 3);
    check_arg(&r.e, 0, 0, "：");
    check_arg(&r.e, 0, 1, ": ");
    assert_string_equal(r.source.bytes, "weekday: x\na: {b: x, c:y}\n"); /* one a line */
    check_error(&r.e, 2, ERR_FULLWIDTH, 2, 11, 1);
    struct src_pos at = source_at(&r.source, 0, 9, 1); /* the x, behind the added blank */
    assert_int_equal(at.column, 9);
    drop(&r);
}

static void a_full_width_colon_inside_a_value_gets_no_blank(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a: x：y\nb: {c: x：y}\n";
    take(&r, text, strlen(text));
    check_count(&r.e, 2);
    assert_string_equal(r.source.bytes, "a: x:y\nb: {c: x:y}\n");
    drop(&r);
}

static void behind_a_closed_bracket_a_comma_is_a_comma_again(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a: {b: [1]}\nc: x, 'y ７\n"; /* no quote: it is inside a text */
    take(&r, text, strlen(text));
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_FULLWIDTH, 2, 10, 1);
    drop(&r);
}

static void line_ends_of_all_three_kinds_count_alike(void **state)
{
    (void)state;
    struct read r;
    const char *text = "a: 1\r\nb: 2\rc: ３\n";
    take(&r, text, strlen(text));
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_FULLWIDTH, 3, 4, 1);
    assert_string_equal(r.e.item[0].at.excerpt, "c: ３");
    assert_string_equal(r.source.bytes, "a: 1\nb: 2\nc: 3\n");
    drop(&r);
}

static void the_narrow_form_is_one_of_ascii(void **state)
{
    (void)state;
    char run[ERR_ARG_BYTES], half[ERR_ARG_BYTES];
    assert_int_equal(guard_narrow(0xFF10), '0');
    assert_int_equal(guard_narrow(0xFF5E), '~');
    assert_int_equal(guard_narrow(0x3000), ' ');
    assert_int_equal(guard_narrow(0x3042), 0x3042);
    assert_true(guard_has_wide("約１５％です", run, half));
    assert_string_equal(run, "１５％");
    assert_string_equal(half, "15%");
    assert_false(guard_has_wide("約15%です", run, half));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_encodings_are_named_with_the_first_byte_that_tells),
        cmocka_unit_test(a_byte_order_mark_is_stripped_and_shifts_no_column),
        cmocka_unit_test(control_characters_are_refused_by_name),
        cmocka_unit_test(quotes_comments_and_block_text_may_hold_anything),
        cmocka_unit_test(block_text_may_hold_anything_until_its_indentation_ends),
        cmocka_unit_test(an_apostrophe_inside_a_word_opens_no_quote),
        cmocka_unit_test(tabs_and_wide_spaces_in_the_indentation_break_the_file),
        cmocka_unit_test(full_width_digits_colons_and_spaces_are_reported_and_repaired),
        cmocka_unit_test(a_full_width_colon_behind_a_key_gets_the_blank_it_needs),
        cmocka_unit_test(a_full_width_colon_inside_a_value_gets_no_blank),
        cmocka_unit_test(behind_a_closed_bracket_a_comma_is_a_comma_again),
        cmocka_unit_test(line_ends_of_all_three_kinds_count_alike),
        cmocka_unit_test(the_narrow_form_is_one_of_ascii),
    };
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
