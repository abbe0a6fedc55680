/* test_text.c - a text holds what was added, and quoting holds whatever it is given.
 *
 * UTF-8 is compared with iconv, YAML with libyaml; for JSON, CSV, HTML and gnuplot small
 * readers stand here that know only the rules of the form. The properties feed them
 * strings made of the characters that break things, and of random bytes.
 */
#include "sim/base/text.h"

#include <iconv.h>
#include <string.h>
#include <yaml.h>

#include "sim/base/arena.h"
#include "sim/base/text_ranges.h"
#include "tests/support/check.h"

enum { STRING_BYTES = 200 };

static struct text new_text(struct arena *home)
{
    struct text t;
    text_init(&t, home);
    return t;
}

/* ---- building --------------------------------------------------------------- */

static void an_empty_text_takes_no_memory_and_is_an_empty_string(void **state)
{
    (void)state;
    struct text t = new_text(NULL); /* would crash if it took any */
    text_add(&t, "");
    text_add_bytes(&t, "abc", 0);
    text_cut(&t, 0);
    assert_string_equal(text_get(&t), "");
    assert_int_equal(t.length, 0);
    assert_false(t.failed);
}

static void pieces_are_joined_in_order_and_ended_by_nul(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t = new_text(home);
    text_add(&t, "窓口");
    text_add_bytes(&t, "abcdef", 3);
    text_addf(&t, "-%d-%s", 42, "x");
    assert_string_equal(text_get(&t), "窓口abc-42-x");
    assert_int_equal(t.length, strlen("窓口abc-42-x"));
    text_cut(&t, 6);
    assert_string_equal(text_get(&t), "窓口");
    text_add(&t, "!");
    assert_string_equal(text_get(&t), "窓口!");
    arena_free(home);
}

static void formatted_text_of_any_length_is_kept_whole(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    for (int n = 0; n < 1200; n++) {
        struct text t = new_text(home);
        text_add(&t, "<");
        text_addf(&t, "%0*d", n, 7);
        text_add(&t, ">");
        size_t digits = n > 1 ? (size_t)n : 1;
        assert_int_equal(t.length, digits + 2);
        assert_int_equal(t.bytes[digits], '7');
        assert_string_equal(t.bytes + digits + 1, ">");
    }
    arena_free(home);
}

static void there_is_always_room_for_the_final_nul(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    for (size_t n = 1; n < 300; n++) {
        struct text t = new_text(home);
        for (size_t i = 0; i < n; i++)
            text_add_bytes(&t, "x", 1);
        assert_true(t.length < t.capacity);
        struct text whole = new_text(home);
        text_addf(&whole, "%0*d", (int)n, 0);
        assert_true(whole.length < whole.capacity);
    }
    arena_free(home);
}

static void a_text_that_grows_alone_wastes_less_than_it_holds(void **state)
{
    (void)state;
    enum { N = 1 << 20 };
    struct arena *home = arena_new(3 * N);
    struct text t = new_text(home);
    for (size_t i = 0; i < N; i++)
        text_add_bytes(&t, &"0123456789"[i % 10], 1);
    assert_false(t.failed);
    assert_int_equal(t.length, N);
    assert_int_equal(strlen(t.bytes), N);
    arena_free(home);
}

static void a_text_that_fails_keeps_what_it_has_and_stays_failed(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t = new_text(home);
    text_add(&t, "kept");
    arena_fail_nth(home, 1);
    char more[200];
    memset(more, 'x', sizeof more);
    text_add_bytes(&t, more, sizeof more);
    assert_true(t.failed);
    assert_string_equal(text_get(&t), "kept");
    text_add(&t, "!");
    text_addf(&t, "%200d", 1);
    text_addf(&t, "%900d", 1);
    assert_string_equal(text_get(&t), "kept");
    arena_free(home);

    home = arena_new(0);
    t = new_text(home);
    arena_fail_nth(home, 1);
    text_add(&t, "never there");
    assert_true(t.failed);
    assert_string_equal(text_get(&t), "");
    arena_free(home);
}

/* ---- UTF-8 ------------------------------------------------------------------ */

static size_t encode(uint32_t c, char bytes[5])
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(n == 1 ? c : lead[n] | c);
    bytes[n] = '\0';
    return n;
}

static void every_code_point_is_read_back_and_no_surrogate_is(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c++) {
        char bytes[5];
        const char *next = bytes;
        size_t n = encode(c, bytes);
        bool is_surrogate = c >= 0xD800 && c < 0xE000;
        uint32_t got = text_next(&next);
        if (got == (is_surrogate ? 0xFFFD : c) && next == bytes + (is_surrogate ? 1 : n))
            continue;
        print_error("U+%04X read as U+%04X\n", (unsigned)c, (unsigned)got);
        fail();
    }
}

static void random_bytes(uint64_t *seed, char *s, size_t n)
{
    static const char rich[] = "\xC0\xC1\xC2\xDF\xE0\xA0\x9F\xED\xEF\xBF\xBE\xBD\xF0\x90\xF4\x8F"
                               "\xF5\xFF\x80\xE3\x81\x82\xF0\x9F\x98\x80 ab";
    for (size_t i = 0; i < n; i++)
        s[i] = rich[test_random(seed) % (sizeof rich - 1)];
    s[n] = '\0';
}

static bool utf8_is_judged_as_by_iconv(uint64_t seed)
{
    char s[STRING_BYTES], out[8 * STRING_BYTES];
    iconv_t convert = iconv_open("UTF-32LE", "UTF-8");
    bool same = true;
    for (int i = 0; same && i < 200; i++) {
        size_t n = test_random(&seed) % 12, bad_at = 999;
        random_bytes(&seed, s, n);
        char *in = s, *to = out;
        size_t in_left = n, out_left = sizeof out;
        bool good = iconv(convert, &in, &in_left, &to, &out_left) != (size_t)-1;
        same = text_is_utf8(s, n, &bad_at) == good;
        same = same && (good ? bad_at == 999 : bad_at == (size_t)(in - s));
        (void)iconv(convert, NULL, NULL, NULL, NULL);
    }
    (void)iconv_close(convert);
    return same;
}

static void any_bytes_are_judged_as_by_iconv(void **state)
{
    (void)state;
    CHECK_PROPERTY(utf8_is_judged_as_by_iconv);
    assert_false(text_is_utf8("\xFF", 1, NULL));
    assert_true(text_is_utf8("a\0b", 3, NULL));
    size_t bad_at = 0;
    assert_false(text_is_utf8("aあ", 3, &bad_at)); /* the last byte is not ours */
    assert_int_equal(bad_at, 1);
}

static void a_bad_sequence_is_one_replacement_for_each_byte(void **state)
{
    (void)state;
    const char *next = "a\xE3\x81z"; /* one byte short */
    assert_int_equal(text_next(&next), 'a');
    assert_int_equal(text_next(&next), 0xFFFD);
    assert_int_equal(text_next(&next), 0xFFFD);
    assert_int_equal(text_next(&next), 'z');
    assert_int_equal(text_next(&next), 0);
    assert_int_equal(text_next(&next), 0);
    assert_int_equal(text_count("窓口2020\xFF"), 7);
    assert_int_equal(text_count(""), 0);
}

/* ---- width ------------------------------------------------------------------ */

static void widths_are_those_of_a_japanese_terminal(void **state)
{
    (void)state;
    static const struct {
        uint32_t code_point;
        int width;
    } known[] = {
        {'A', 1},    {0xE9, 1},   {0x30A2, 2}, {0x3042, 2},  {0x6A2A, 2},   {0xFF71, 1}, /* ｱ */
        {0xFF9E, 1}, {0xFF9F, 1}, {0xFF21, 2}, {0x3000, 2},  {0x3099, 0},   {0x309B, 2},
        {0x0301, 0}, {0x200B, 0}, {0xFE0F, 0}, {0x1F600, 2}, {0x20BB7, 2},  {0x25CB, 1}, /* ○ */
        {0x25B3, 1}, {0x00D7, 1}, {0x2015, 1}, {0x00AD, 1},  {0xFFE5, 2},   {0x00A5, 1},
        {'\n', 0},   {0x7F, 0},   {0x9B, 0},   {0, 0},       {0xE0100, 0},  {0xAC00, 2},
        {0x1160, 0}, {0xFFFD, 1}, {0x303F, 1}, {0xFFE8, 1},  {0x10FFFF, 1},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (text_width_of(known[i].code_point) == known[i].width)
            continue;
        print_error("U+%04X\n", (unsigned)known[i].code_point);
        assert_int_equal(text_width_of(known[i].code_point), known[i].width);
    }
    assert_int_equal(text_width("保土ケ谷 ｱｵﾊﾞ"), 8 + 1 + 4);
    assert_int_equal(text_width("か\xE3\x82\x99"), 2); /* か and a combining mark */
    assert_int_equal(text_width(""), 0);
}

static void ambiguous_characters_are_known(void **state)
{
    (void)state;
    static const uint32_t yes[] = {0x25CB, 0x25B3, 0x25B2, 0x00D7, 0x2015, 0x25CE, 0x2026, 0x00B1};
    static const uint32_t no[] = {'A', 0x3042, 0x30A2, 0xFF71, 0x12212, 0x00EB};
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        assert_true(text_is_ambiguous(yes[i]));
    for (size_t i = 0; i < COUNT_OF(no); i++)
        assert_false(text_is_ambiguous(no[i]));
}

static void check_order(const struct text_range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(ranges[i].first <= ranges[i].last);
        assert_true(ranges[i].last < 0x110000);
        assert_true(i == 0 || ranges[i - 1].last < ranges[i].first);
    }
}

static void the_tables_of_ranges_are_sorted_and_without_overlap(void **state)
{
    (void)state;
    check_order(text_zero, COUNT_OF(text_zero));
    check_order(text_wide, COUNT_OF(text_wide));
    check_order(text_ambiguous, COUNT_OF(text_ambiguous));
}

/* ---- quoting: readers ------------------------------------------------------- */

/* Half of the pieces are dangerous somewhere, the rest random bytes. */
static void random_string(uint64_t *seed, char s[STRING_BYTES])
{
    static const char *const pieces[] = {
        "'",     "\"",     "\\",       "\n",     "\r\n", "\t",   ",",   ";",    "`id`",
        "$(id)", "=1+1",   "@A1",      "-1",     "#",    ": ",   "</",  "<!--", "]]>",
        "&",     "%d",     "{",        "}",      "~",    "null", "no",  " ",    "\x1b[",
        "\x7f",  "\u2028", "\uFEFF",   "\u3000", "窓口", "𠮷",   "70%", "1e3",  "+",
        "0x1",   "- ",     "\xC2\x85", "?",      "|",    ">",    "*",   "!"};
    size_t n = 0, count = test_random(seed) % 9;
    for (size_t i = 0; i < count; i++) {
        if (test_random(seed) % 3 != 0) {
            const char *piece = pieces[test_random(seed) % COUNT_OF(pieces)];
            memcpy(s + n, piece, strlen(piece));
            n += strlen(piece);
        } else {
            s[n++] = (char)(1 + test_random(seed) % 255);
        }
    }
    s[n] = '\0';
}

/* What must come back: s with every bad byte replaced. */
static void add_cleaned(struct text *t, const char *s)
{
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        char bytes[5];
        text_add_bytes(t, bytes, encode(c, bytes));
    }
}

/* Reads a JSON string; NULL when it is none, or when anything follows it. */
static const char *read_json(const char *s, struct text *out)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (*s++ != '"')
        return NULL;
    for (; *s != '"'; s++) {
        char bytes[5];
        if ((unsigned char)*s < 0x20)
            return NULL;
        if (*s != '\\') {
            text_add_bytes(out, s, 1);
            continue;
        }
        s++;
        const char *letter = strchr(letters, *s);
        if (*s == 'u') {
            char digits[5] = {s[1], s[2], s[3], s[4]};
            text_add_bytes(out, bytes, encode((uint32_t)strtoul(digits, NULL, 16), bytes));
            s += 4;
        } else if (letter != NULL && *letter != '\0') {
            text_add_bytes(out, &values[letter - letters], 1);
        } else {
            return NULL;
        }
    }
    return s[1] == '\0' ? text_get(out) : NULL;
}

/* Reads the only field of a record by RFC 4180; NULL when there are more. */
static const char *read_csv(const char *s, struct text *out)
{
    if (*s != '"') {
        text_add(out, s);
        return strpbrk(s, ",\"\r\n") == NULL ? text_get(out) : NULL;
    }
    for (s++; *s != '\0'; s++) {
        if (s[0] == '"' && s[1] != '"')
            return s[1] == '\0' ? text_get(out) : NULL;
        text_add_bytes(out, s, 1);
        s += s[0] == '"';
    }
    return NULL;
}

/* Reads a single-quoted string as gnuplot 5.4 does: a doubled quote counts only behind
 * another character. NULL when it ends early or a control byte is in. */
static const char *read_gnuplot(const char *s, struct text *out)
{
    if (*s++ != '\'')
        return NULL;
    for (const char *first = s; *s != '\0'; s++) {
        bool is_alone = s == first || s[-1] == '\'';
        if (s[0] == '\'' && (s[1] != '\'' || is_alone))
            return s[1] == '\0' ? text_get(out) : NULL;
        if ((unsigned char)*s < 0x20 || *s == 0x7F)
            return NULL;
        text_add_bytes(out, s, 1);
        s += s[0] == '\'';
    }
    return NULL;
}

/* Reads XML character data with the five entities; NULL when markup could begin. */
static const char *read_html(const char *s, struct text *out)
{
    static const struct {
        const char *entity, *meaning;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    while (*s != '\0') {
        size_t i = 0;
        if (*s == '&') {
            while (i < COUNT_OF(known) && strncmp(s, known[i].entity, strlen(known[i].entity)) != 0)
                i++;
            if (i == COUNT_OF(known))
                return NULL;
            text_add(out, known[i].meaning);
            s += strlen(known[i].entity);
        } else if (strchr("<>\"'", *s) != NULL) {
            return NULL;
        } else {
            text_add_bytes(out, s++, 1);
        }
    }
    return text_get(out);
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* ---- quoting: properties ---------------------------------------------------- */

/* One arena and the string of one case. */
struct bench {
    struct arena *home;
    char s[STRING_BYTES];
    struct text quoted, read, want;
};

static void bench_new(struct bench *b, uint64_t seed)
{
    b->home = arena_new(0);
    random_string(&seed, b->s);
    b->quoted = new_text(b->home);
    b->read = new_text(b->home);
    b->want = new_text(b->home);
}

static bool bench_end(struct bench *b, const char *got)
{
    bool same = got != NULL && strcmp(got, text_get(&b->want)) == 0;
    if (!same)
        print_error("quoted: %s\n", text_get(&b->quoted));
    arena_free(b->home);
    return same;
}

static bool json_parses_back(uint64_t seed)
{
    struct bench b;
    bench_new(&b, seed);
    text_add_json(&b.quoted, b.s);
    add_cleaned(&b.want, b.s);
    const char *q = text_get(&b.quoted);
    bool inert = text_is_utf8(q, b.quoted.length, NULL) && strstr(q, "</") == NULL &&
                 strstr(q, "<!") == NULL && strstr(q, "\u2028") == NULL;
    return bench_end(&b, inert ? read_json(q, &b.read) : NULL);
}

static bool csv_reads_back_and_begins_no_formula(uint64_t seed)
{
    struct bench b;
    bench_new(&b, seed);
    text_add_csv(&b.quoted, b.s);
    struct text cleaned = new_text(b.home);
    add_cleaned(&cleaned, b.s);
    bool dangerous = b.s[0] != '\0' && strchr("=+-@\t\r", b.s[0]) != NULL;
    text_add(&b.want, dangerous ? "'" : "");
    text_add(&b.want, text_get(&cleaned));
    return bench_end(&b, read_csv(text_get(&b.quoted), &b.read));
}

static bool gnuplot_never_leaves_the_quotes(uint64_t seed)
{
    struct bench b;
    bench_new(&b, seed);
    text_add_gnuplot(&b.quoted, b.s);
    const char *next = b.s;
    uint32_t behind = 0;
    for (uint32_t c; (c = text_next(&next)) != 0;) {
        char bytes[5];
        c = c == '\'' && (b.want.length == 0 || behind == '\'') ? 0x2019 : c;
        if (is_control(c))
            continue;
        text_add_bytes(&b.want, bytes, encode(c, bytes));
        behind = c;
    }
    return bench_end(&b, read_gnuplot(text_get(&b.quoted), &b.read));
}

static bool html_reads_back_and_begins_no_markup(uint64_t seed)
{
    struct bench b;
    bench_new(&b, seed);
    text_add_html(&b.quoted, b.s);
    const char *next = b.s;
    for (uint32_t c; (c = text_next(&next)) != 0;) {
        char bytes[5];
        if (c == '\n' || c == '\t' || !is_control(c))
            text_add_bytes(&b.want, bytes, encode(c, bytes));
    }
    return bench_end(&b, read_html(text_get(&b.quoted), &b.read));
}

/* The value of `key: TEXT` as libyaml reads it, when that is a single scalar. */
static const char *read_yaml(const char *quoted, struct text *out, bool *is_plain)
{
    struct text document = new_text(out->home);
    text_addf(&document, "key: %s\n", quoted);
    yaml_parser_t parser;
    yaml_event_t event;
    int scalars = 0, events = 0;
    bool ok = yaml_parser_initialize(&parser) == 1, ended = false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text_get(&document),
                                 document.length);
    while (ok && !ended) {
        ok = yaml_parser_parse(&parser, &event) == 1;
        ended = ok && event.type == YAML_STREAM_END_EVENT;
        events++;
        if (ok && event.type == YAML_SCALAR_EVENT && ++scalars == 2) {
            text_add_bytes(out, (const char *)event.data.scalar.value, event.data.scalar.length);
            *is_plain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        }
        if (ok)
            yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ok && scalars == 2 && events == 8 ? text_get(out) : NULL;
}

static bool yaml_reads_back_as_one_scalar(uint64_t seed)
{
    struct bench b;
    bool is_plain = false;
    bench_new(&b, seed);
    text_add_yaml(&b.quoted, b.s);
    add_cleaned(&b.want, b.s);
    return bench_end(&b, read_yaml(text_get(&b.quoted), &b.read, &is_plain));
}

static void any_string_survives_every_quoting(void **state)
{
    (void)state;
    CHECK_PROPERTY(json_parses_back);
    CHECK_PROPERTY(csv_reads_back_and_begins_no_formula);
    CHECK_PROPERTY(gnuplot_never_leaves_the_quotes);
    CHECK_PROPERTY(html_reads_back_and_begins_no_markup);
    CHECK_PROPERTY(yaml_reads_back_as_one_scalar);
}

/* ---- quoting: examples ------------------------------------------------------ */

typedef void adder(struct text *t, const char *s);

static void check_quoted(adder *add, const char *s, const char *want)
{
    struct arena *home = arena_new(0);
    struct text t = new_text(home);
    add(&t, s);
    assert_string_equal(text_get(&t), want);
    arena_free(home);
}

static void json_escapes_what_rfc_8259_demands_and_what_a_page_needs(void **state)
{
    (void)state;
    check_quoted(text_add_json, "", "\"\"");
    check_quoted(text_add_json, "窓口 \"A\"\\", "\"窓口 \\\"A\\\"\\\\\"");
    check_quoted(text_add_json, "\n\r\t\x01\x7f", "\"\\n\\r\\t\\u0001\\u007f\"");
    check_quoted(text_add_json, "</script>", "\"\\u003c/script>\"");
    check_quoted(text_add_json, "wait<=30", "\"wait<=30\"");
    check_quoted(text_add_json, "a\xFFz", "\"a\xEF\xBF\xBDz\"");
    check_quoted(text_add_json, "𠮷", "\"𠮷\"");
}

static void csv_quotes_only_what_needs_it_and_defuses_formulas(void **state)
{
    (void)state;
    check_quoted(text_add_csv, "", "");
    check_quoted(text_add_csv, "青葉", "青葉");
    check_quoted(text_add_csv, "a,b", "\"a,b\"");
    check_quoted(text_add_csv, "say \"x\"", "\"say \"\"x\"\"\"");
    check_quoted(text_add_csv, "two\nlines", "\"two\nlines\"");
    check_quoted(text_add_csv, " blank", "\" blank\"");
    check_quoted(text_add_csv, "=1+1", "'=1+1");
    check_quoted(text_add_csv, "=A1,B1", "\"'=A1,B1\"");
    check_quoted(text_add_csv, "+81", "'+81");
    check_quoted(text_add_csv, "-1", "'-1");
    check_quoted(text_add_csv, "@x", "'@x");
    check_quoted(text_add_csv, "＝1", "'＝1");
    check_quoted(text_add_csv, "1-1", "1-1");
}

static void gnuplot_strings_double_the_quote_and_hold_one_line(void **state)
{
    (void)state;
    check_quoted(text_add_gnuplot, "", "''");
    check_quoted(text_add_gnuplot, "it's", "'it''s'");
    check_quoted(text_add_gnuplot, "a\n!touch x\r\x1b`id`\\", "'a!touch x`id`\\'");
    check_quoted(text_add_gnuplot, "x'", "'x'''");
    check_quoted(text_add_gnuplot, "'", "'’'");
    check_quoted(text_add_gnuplot, "'a'''b", "'’a''’''b'");
}

static void html_escapes_the_five_and_drops_controls(void **state)
{
    (void)state;
    check_quoted(text_add_html, "<a href='x'>&\"", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    check_quoted(text_add_html,
                 "a\x01\x0c\x7f\xC2\x85"
                 "z\n\t",
                 "az\n\t");
    check_quoted(text_add_html, "青葉", "青葉");
}

static void yaml_is_plain_only_when_no_reader_takes_it_for_anything_else(void **state)
{
    (void)state;
    static const char *const plain[] = {"青葉",   "aoba",       "two words", "12 min",
                                        "70%",    "1.5 /h",     "a-b_c.d",   "2窓口",
                                        "nobody", "yes please", "data/x.csv"};
    static const char *const quoted[] = {
        "",    "70", "-1",   "1e3", "0x1F",    "2020-07-27", "8:45", "yes",      "No", "NULL",
        "off", "y",  "none", "~",   ".5",      "-",          "a: b", "a #b",     " a", "a ",
        "*x",  "&x", "!x",   "[a]", "{a}",     "１２",       "a　b", "a：b",     "@x", "`x",
        "a,b", "%x", "'",    "x'y", "12:30 h", "1_000",      "+1",   "a\u00A0b", "?",  "012"};
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        check_quoted(text_add_yaml, plain[i], plain[i]);
    for (size_t i = 0; i < COUNT_OF(quoted); i++) {
        struct arena *home = arena_new(0);
        struct text t = new_text(home);
        text_add_yaml(&t, quoted[i]);
        assert_int_equal(text_get(&t)[0], '"');
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_text_takes_no_memory_and_is_an_empty_string),
        cmocka_unit_test(pieces_are_joined_in_order_and_ended_by_nul),
        cmocka_unit_test(formatted_text_of_any_length_is_kept_whole),
        cmocka_unit_test(there_is_always_room_for_the_final_nul),
        cmocka_unit_test(a_text_that_grows_alone_wastes_less_than_it_holds),
        cmocka_unit_test(a_text_that_fails_keeps_what_it_has_and_stays_failed),
        cmocka_unit_test(every_code_point_is_read_back_and_no_surrogate_is),
        cmocka_unit_test(any_bytes_are_judged_as_by_iconv),
        cmocka_unit_test(a_bad_sequence_is_one_replacement_for_each_byte),
        cmocka_unit_test(widths_are_those_of_a_japanese_terminal),
        cmocka_unit_test(ambiguous_characters_are_known),
        cmocka_unit_test(the_tables_of_ranges_are_sorted_and_without_overlap),
        cmocka_unit_test(any_string_survives_every_quoting),
        cmocka_unit_test(json_escapes_what_rfc_8259_demands_and_what_a_page_needs),
        cmocka_unit_test(csv_quotes_only_what_needs_it_and_defuses_formulas),
        cmocka_unit_test(gnuplot_strings_double_the_quote_and_hold_one_line),
        cmocka_unit_test(html_escapes_the_five_and_drops_controls),
        cmocka_unit_test(yaml_is_plain_only_when_no_reader_takes_it_for_anything_else),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
