/* test_tree.c - YAML's own traps, each with the place where the writer slipped. */
#include "sim/input/tree.h"

#include <time.h>

#include "sim/input/guard.h"
#include "sim/input/syntax.h"
#include "tests/input/reading.h"

struct parsed {
    struct arena *home;
    struct source source;
    struct err e;
    struct tree_node *root;
};

static void parse_bytes(struct parsed *p, const char *text, size_t n)
{
    *p = (struct parsed){.home = arena_new(0)};
    assert_true(source_take(&p->source, "t.yaml", text, n, 1 << 20, p->home, &p->e));
    if (!guard_encoding(&p->source, &p->e) || !source_split(&p->source, &p->e))
        return;
    enum guard_verdict verdict = guard_layout(&p->source, &p->e);
    if (verdict != GUARD_BROKEN && syntax_check(&p->source, &p->e))
        p->root = tree_parse(&p->source, 0, &p->e);
}

static void parse(struct parsed *p, const char *text)
{
    parse_bytes(p, text, strlen(text));
}

static void drop(struct parsed *p)
{
    arena_free(p->home);
}

/* The text under a dotted path of map keys; NULL when there is none. */
static const char *text_at(const struct parsed *p, const char *a, const char *b)
{
    const struct tree_entry *entry = p->root != NULL ? tree_find(p->root, a) : NULL;
    if (entry != NULL && b != NULL)
        entry = tree_find(entry->value, b);
    return entry != NULL ? entry->value->text : NULL;
}

/* One mistake and no tree. */
static void check_broken(const char *text, enum err_code code, int line, int column, int width,
                         const char *arg)
{
    struct parsed p;
    parse(&p, text);
    check_count(&p.e, 1);
    check_error(&p.e, 0, code, line, column, width);
    check_arg(&p.e, 0, 0, arg);
    assert_null(p.root);
    drop(&p);
}

static void nodes_know_where_they_stand_in_code_points(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "title: \"横浜\"  # x\n区: {青葉: 'a', b: [1, 2]}\nlist:\n  - 西: 1\n    c: 2\n");
    check_count(&p.e, 0);
    struct tree_entry *title = tree_find(p.root, "title"), *ward = tree_find(p.root, "区");
    assert_int_equal(title->value->at.column, 8);
    assert_int_equal(title->value->at.width, 4);
    assert_false(title->value->is_plain);
    assert_string_equal(title->value->at.excerpt, "title: \"横浜\"  # x");
    assert_int_equal(ward->key_at.line, 2);
    assert_int_equal(ward->key_at.width, 1);
    assert_int_equal(ward->value->at.column, 4);
    assert_int_equal(ward->value->at.width, 20); /* {青葉: 'a', b: [1, 2]} */
    struct tree_entry *b = tree_find(ward->value, "b");
    assert_int_equal(b->key_at.column, 14);
    assert_int_equal(b->value->at.column, 17);
    assert_int_equal(b->value->at.width, 6);
    struct tree_entry *list = tree_find(p.root, "list");
    assert_int_equal(list->value->at.line, 3); /* a block stands where its key does */
    assert_int_equal(list->value->first->value->at.line, 4);
    assert_int_equal(list->value->first->value->at.column, 5);
    assert_int_equal(p.root->at.width, 5); /* the first key stands for the map */
    drop(&p);
}

static void a_key_given_twice_is_reported_at_the_second_and_the_first_holds(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "a: 1\n枠:\n  x: 1\n枠:\n  x: {y: 2}\na: 3\nb: {c: 1, c: 2}\n");
    check_count(&p.e, 3);
    check_error(&p.e, 0, ERR_KEY_TWICE, 4, 1, 1);
    check_arg(&p.e, 0, 0, "枠");
    check_arg(&p.e, 0, 1, "2");
    check_error(&p.e, 1, ERR_KEY_TWICE, 6, 1, 1);
    check_error(&p.e, 2, ERR_KEY_TWICE, 7, 11, 1);
    assert_int_equal(p.root->count, 3);
    assert_string_equal(text_at(&p, "a", NULL), "1");
    assert_string_equal(text_at(&p, "枠", "x"), "1");
    drop(&p);
}

static void anchors_aliases_merge_keys_and_tags_are_refused(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "a: &base 1\nb: *base\nc: {<<: 1}\nd: !!str 2\ne: &m {x: 1}\nf: !t [1]\n");
    check_count(&p.e, 6);
    check_error(&p.e, 0, ERR_ALIAS, 1, 4, 5);
    check_arg(&p.e, 0, 0, "&base");
    check_error(&p.e, 1, ERR_ALIAS, 2, 4, 5);
    check_arg(&p.e, 1, 0, "*base");
    check_error(&p.e, 2, ERR_ALIAS, 3, 5, 2);
    check_arg(&p.e, 2, 0, "<<");
    check_error(&p.e, 3, ERR_ALIAS, 4, 4, 1);
    check_error(&p.e, 4, ERR_ALIAS, 5, 4, 2);
    check_error(&p.e, 5, ERR_ALIAS, 6, 4, 1);
    assert_true(tree_find(p.root, "b")->value->is_flawed);
    drop(&p);
}

static void one_file_holds_one_document_that_is_not_empty(void **state)
{
    (void)state;
    check_broken("", ERR_EMPTY, 1, 1, 1, "t.yaml");
    check_broken("# nothing\n\n", ERR_EMPTY, 1, 1, 1, "t.yaml");
    check_broken("a: 1\n---\nb: 2\n", ERR_DOCUMENTS, 2, 1, 0, "");
    check_broken("a: 1\n...\nb: 2\n", ERR_DOCUMENTS, 3, 1, 1, "");
}

/* syntax_check() mends the text, so the tree holds the value as it was meant. */
static void a_missing_blank_behind_the_colon_is_reported_and_mended(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "窓口:\n  weekday:4 # x\n  saturday: 2\nb: 1\n");
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_COLON_SPACE, 2, 3, 9);
    check_arg(&p.e, 0, 0, "weekday:4");
    check_arg(&p.e, 0, 1, "weekday: 4");
    assert_string_equal(text_at(&p, "窓口", "weekday"), "4");
    assert_string_equal(text_at(&p, "窓口", "saturday"), "2");
    struct tree_entry *entry = tree_find(tree_find(p.root, "窓口")->value, "weekday");
    assert_int_equal(entry->value->at.column, 11); /* where the 4 was written */
    drop(&p);

    parse(&p, "a:\n  x: 1\n  weekday:4\n\n  # c\n  saturday:5 h\nb:\n  y:1\n  z: 2\n");
    check_count(&p.e, 3);
    check_error(&p.e, 0, ERR_COLON_SPACE, 3, 3, 9);
    check_error(&p.e, 1, ERR_COLON_SPACE, 6, 3, 12);
    check_error(&p.e, 2, ERR_COLON_SPACE, 8, 3, 3);
    assert_string_equal(text_at(&p, "a", "saturday"), "5 h");
    assert_string_equal(text_at(&p, "b", "z"), "2");
    drop(&p);
}

static void a_missing_blank_in_a_very_long_line_is_reported_too(void **state)
{
    (void)state;
    struct parsed p;
    char text[800] = "窓口:\n  ";
    size_t n = strlen(text);
    memset(text + n, 'k', 300);
    memcpy(text + n + 300, ":港", 4);
    memset(text + n + 304, 'v', 200);
    memcpy(text + n + 504, "\n  b: 1\n\nc: @\n", 15);
    parse(&p, text);
    check_count(&p.e, 2);
    check_error(&p.e, 0, ERR_COLON_SPACE, 2, 3, 502);
    check_error(&p.e, 1, ERR_CHARACTER, 5, 4, 1); /* the rest is read as well */
    drop(&p);
}

static void places_in_a_mended_line_are_those_of_the_writer(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "a:\n  x：[1, 2]]\n  y: 2\n"); /* reported once, but the parser stops here */
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_FULLWIDTH, 2, 4, 1);
    drop(&p);
    parse(&p, "a:\n  窓口１:4 \n  y: 2\n"); /* two mistakes, both mended */
    check_count(&p.e, 2);
    check_error(&p.e, 0, ERR_FULLWIDTH, 2, 5, 1);
    check_error(&p.e, 1, ERR_COLON_SPACE, 2, 3, 5);
    assert_string_equal(text_at(&p, "a", "窓口1"), "4");
    drop(&p);
    parse(&p, "a:\n  x:[1, 2] \n  y: 2\nb: {c: 1, c: 2}\n");
    check_count(&p.e, 2);
    check_error(&p.e, 0, ERR_COLON_SPACE, 2, 3, 8);
    check_error(&p.e, 1, ERR_KEY_TWICE, 4, 11, 1);
    struct tree_entry *x = tree_find(tree_find(p.root, "a")->value, "x");
    assert_int_equal(x->value->at.column, 5);
    assert_int_equal(x->value->at.width, 6);
    drop(&p);
}

static void a_missing_blank_in_braces_makes_a_key_without_a_value(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "港北: {weekday:4, saturday: 2, x: {枠:15 min}}\n");
    check_count(&p.e, 2);
    check_error(&p.e, 0, ERR_COLON_SPACE, 1, 6, 9);
    check_arg(&p.e, 0, 1, "weekday: 4");
    check_error(&p.e, 1, ERR_COLON_SPACE, 1, 34, 8);
    check_arg(&p.e, 1, 1, "枠: 15 min");
    assert_string_equal(text_at(&p, "港北", "weekday"), "4");
    struct tree_entry *entry = tree_find(tree_find(p.root, "港北")->value, "weekday");
    assert_int_equal(entry->key_at.width, 7);
    assert_int_equal(entry->value->at.column, 14);
    assert_int_equal(entry->value->at.width, 1);
    drop(&p);
}

static void times_and_addresses_are_no_keys(void **state)
{
    (void)state;
    assert_null(syntax_after_colon("8:45"));
    assert_null(syntax_after_colon("http://x"));
    assert_null(syntax_after_colon("a: 1"));
    assert_null(syntax_after_colon("a:"));
    assert_null(syntax_after_colon(":x"));
    assert_null(syntax_after_colon("a b:x"));
    assert_string_equal(syntax_after_colon("枠:x:y"), "x:y");
}

static void an_unclosed_quote_or_bracket_is_shown_where_it_opens(void **state)
{
    (void)state;
    check_broken("a: 1\nb: \"x\nc: 2\n", ERR_UNCLOSED, 2, 4, 1, "\"");
    check_broken("b: '港\nc: 2\n", ERR_UNCLOSED, 1, 4, 1, "'");
    check_broken("b: [1, 2\nc: 3\n", ERR_UNCLOSED, 1, 4, 1, "[");
    check_broken("区: {x: 1\nc: 3\n", ERR_UNCLOSED, 1, 4, 1, "{");
    check_broken("b: [1,\n  2,\n", ERR_UNCLOSED, 1, 4, 1, "[");
    check_broken("b: {a: [1, 2}\n", ERR_UNCLOSED, 1, 8, 1, "[");
    struct parsed p;
    parse(&p, "b: [1, 2\nc: 3\n");
    check_arg(&p.e, 0, 1, "]");
    check_arg(&p.e, 0, 2, "2"); /* where it was noticed */
    drop(&p);
}

static void a_line_that_does_not_line_up_is_shown_with_the_one_it_should_match(void **state)
{
    (void)state;
    check_broken("a:\n  b: 1\n c: 2\n", ERR_INDENT, 3, 2, 4, "1");
    check_broken("x: 0\na:\n  b: 1\n    c: 2\n", ERR_INDENT, 4, 5, 1, "3"); /* too deep */
    check_broken("- a\nb: 1\n", ERR_INDENT, 2, 1, 4, "1");
    check_broken("a: 1\n- b\n", ERR_INDENT, 2, 1, 3, "1");
}

static void other_slips_of_syntax_are_named(void **state)
{
    (void)state;
    check_broken("weekday 4\nx: 1\n", ERR_COLON_MISSING, 1, 1, 9, "weekday 4");
    check_broken("x: 1\nweekday 4\ny: 1\n", ERR_COLON_MISSING, 2, 1, 9, "weekday 4");
    check_broken("a: b: c\n", ERR_COLON_HERE, 1, 5, 1, "");
    check_broken("note: @x\n", ERR_CHARACTER, 1, 7, 1, "@");
    check_broken("a: %x\n", ERR_CHARACTER, 1, 4, 1, "%");
    check_broken("a: [1]]\n", ERR_CHARACTER, 1, 7, 1, "]");
    check_broken("a: \"x\"後\n", ERR_CHARACTER, 1, 7, 1, "後");
    check_broken("a: }\n", ERR_CHARACTER, 1, 4, 1, "}");
    check_broken("a: - b\n", ERR_CHARACTER, 1, 4, 1, "-");
    check_broken("a: \"\\q\"\n", ERR_YAML, 1, 5, 1, "found unknown escape character");
    check_broken("? [a]\n: b\n", ERR_YAML, 1, 3, 0, "a key must be plain text");
    check_broken("a: \"x\\0y\"\n", ERR_CONTROL, 1, 4, 6, "U+0000");
}

static void what_the_guard_complained_about_is_not_reported_twice(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "a：b：c\nd: 1\n"); /* with half-width colons it is still no YAML */
    check_count(&p.e, 2);
    check_error(&p.e, 0, ERR_FULLWIDTH, 1, 2, 1);
    check_error(&p.e, 1, ERR_FULLWIDTH, 1, 4, 1);
    drop(&p);
    parse(&p, "a: ７\nd: 1\ne: [1\n"); /* but this has nothing to do with the digit */
    check_count(&p.e, 2);
    check_error(&p.e, 1, ERR_UNCLOSED, 3, 4, 1);
    drop(&p);
    parse(&p, "a:\n　b: 1\n");
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_FULLWIDTH_SPACE, 2, 1, 1);
    assert_null(p.root);
    drop(&p);
    parse(&p, "窓口: {weekday：4}\n"); /* the colon is mended, so nothing else is wrong */
    check_count(&p.e, 1);
    assert_string_equal(text_at(&p, "窓口", "weekday"), "4");
    drop(&p);
}

/* The same opening n times. */
static void nest(struct parsed *p, size_t n, const char *open)
{
    size_t size = strlen(open);
    char *text = malloc(3 + n * size);
    memcpy(text, "a: ", 3);
    for (size_t i = 0; i < n; i++)
        memcpy(text + 3 + i * size, open, size);
    parse_bytes(p, text, 3 + n * size);
    free(text);
}

static void depth_over_32_is_refused_at_once(void **state)
{
    (void)state;
    struct parsed p;
    clock_t start = clock();
    nest(&p, 1000000, "[");
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_TOO_DEEP, 1, 35, 0); /* the map itself is the first level */
    check_arg(&p.e, 0, 0, "32");
    drop(&p);
    nest(&p, 200000, "{a: ");
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_TOO_DEEP, 1, 4 + 31 * 4, 0);
    drop(&p);
    nest(&p, 1000000, "{"); /* a map as a key */
    check_error(&p.e, 0, ERR_YAML, 1, 5, 0);
    drop(&p);
    nest(&p, 500000, "- ");
    check_error(&p.e, 0, ERR_CHARACTER, 1, 4, 1);
    drop(&p);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
    nest(&p, 31, "[");
    check_error(&p.e, 0, ERR_UNCLOSED, 1, 34, 1);
    drop(&p);
}

static void size_and_number_of_values_are_limited(void **state)
{
    (void)state;
    struct parsed p;
    size_t n = 3100;
    char *text = malloc(n * 12);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(text + used, 12, "k%zu: 1\n", i);
    parse_bytes(&p, text, used);
    check_count(&p.e, 1);
    check_error(&p.e, 0, ERR_TOO_BIG, 3001, 8, 0);
    drop(&p);
    free(text);

    struct source s;
    struct err e = {0};
    struct arena *home = arena_new(0);
    char *big = calloc(1, (1 << 20) + 1);
    memset(big, '#', (1 << 20) + 1);
    assert_false(source_take(&s, "t.yaml", big, (1 << 20) + 1, 1 << 20, home, &e));
    check_error(&e, 0, ERR_TOO_BIG, 0, 0, 0);
    check_arg(&e, 0, 0, "1 MiB");
    assert_true(source_take(&s, "t.yaml", big, 1 << 20, 1 << 20, home, &e));
    free(big);
    arena_free(home);
}

static void a_hundred_thousand_values_are_enough(void **state)
{
    (void)state;
    struct parsed p;
    size_t used = 0, size = 600000;
    char *text = malloc(size);
    for (int i = 0; i < 100; i++) {
        used += (size_t)snprintf(text + used, 32, "k%d: [", i);
        for (int k = 0; k < 2000; k++)
            used += (size_t)snprintf(text + used, 8, "1,");
        used += (size_t)snprintf(text + used, 8, "]\n");
    }
    parse_bytes(&p, text, used);
    check_count(&p.e, 1);
    assert_int_equal(p.e.item[0].code, ERR_TOO_BIG);
    check_arg(&p.e, 0, 0, "100000 values");
    drop(&p);
    free(text);
}

static void merging_keeps_order_replaces_values_and_moves_the_basis_with_its_value(void **state)
{
    (void)state;
    struct parsed base, over;
    parse(&base, "a: 1\nm: {x: 1, y: [1, 2]}\nq: {value: 1, basis: {kind: FACT, note: n}}\n"
                 "r: 5\n");
    parse(&over, "m: {y: [3], z: 4}\nb: 2\nq: {value: 2}\nr: {basis: {kind: FACT}}\n");
    struct tree_node *root = tree_merge(base.root, over.root, base.home);
    static const char *const keys[] = {"a", "m", "q", "r", "b"};
    size_t i = 0;
    for (const struct tree_entry *entry = root->first; entry != NULL; entry = entry->next)
        assert_string_equal(entry->key, keys[i++]);
    assert_int_equal(root->count, 5);
    struct tree_node *m = tree_find(root, "m")->value;
    assert_int_equal(m->count, 3);
    assert_string_equal(tree_find(m, "x")->value->text, "1");
    assert_int_equal(tree_find(m, "y")->value->count, 1);
    assert_null(tree_find(tree_find(root, "q")->value, "basis")); /* it was about the 1 */
    struct tree_node *r = tree_find(root, "r")->value;
    assert_string_equal(tree_find(r, "value")->value->text, "5");
    assert_non_null(tree_find(r, "basis"));
    drop(&base);
    drop(&over);
}

static void every_allocation_may_fail_without_harm(void **state)
{
    (void)state;
    static const char text[] = "a: 1\nb: {c: [1, 2], d:4}\ne:\n  f:1\n  g: 2\n";
    for (unsigned nth = 1;; nth++) {
        struct err e = {0};
        struct source s;
        struct arena *home = arena_new(0);
        arena_fail_nth(home, nth);
        struct tree_node *root = NULL;
        if (source_take(&s, "t.yaml", text, sizeof text - 1, 1 << 20, home, &e) &&
            guard_encoding(&s, &e) && source_split(&s, &e) &&
            guard_layout(&s, &e) != GUARD_BROKEN && syntax_check(&s, &e))
            root = tree_parse(&s, 0, &e);
        bool done = root != NULL && e.count == 2;
        assert_true(done || e.count > 0);
        arena_free(home);
        if (done)
            break;
        assert_true(nth < 200);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_where_they_stand_in_code_points),
        cmocka_unit_test(a_key_given_twice_is_reported_at_the_second_and_the_first_holds),
        cmocka_unit_test(anchors_aliases_merge_keys_and_tags_are_refused),
        cmocka_unit_test(one_file_holds_one_document_that_is_not_empty),
        cmocka_unit_test(a_missing_blank_behind_the_colon_is_reported_and_mended),
        cmocka_unit_test(a_missing_blank_in_a_very_long_line_is_reported_too),
        cmocka_unit_test(places_in_a_mended_line_are_those_of_the_writer),
        cmocka_unit_test(a_missing_blank_in_braces_makes_a_key_without_a_value),
        cmocka_unit_test(times_and_addresses_are_no_keys),
        cmocka_unit_test(an_unclosed_quote_or_bracket_is_shown_where_it_opens),
        cmocka_unit_test(a_line_that_does_not_line_up_is_shown_with_the_one_it_should_match),
        cmocka_unit_test(other_slips_of_syntax_are_named),
        cmocka_unit_test(what_the_guard_complained_about_is_not_reported_twice),
        cmocka_unit_test(depth_over_32_is_refused_at_once),
        cmocka_unit_test(size_and_number_of_values_are_limited),
        cmocka_unit_test(a_hundred_thousand_values_are_enough),
        cmocka_unit_test(merging_keeps_order_replaces_values_and_moves_the_basis_with_its_value),
        cmocka_unit_test(every_allocation_may_fail_without_harm),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
