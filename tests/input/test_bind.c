/* test_bind.c - from a file to a struct: every kind, every refusal, and where it points. */
#include "sim/input/bind.h"

#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "sim/base/text.h"
#include "tests/input/reading.h"

/* ---- an office made of one row of every kind -------------------------------------------- */

struct slot {
    sim_span length;
    double share;
};

struct surge {
    const char *name;
    int32_t start;
    double peak;
};

struct ward {
    const char *name;
    int32_t counters, mode;
    struct slot slot;
};

struct office {
    const char *id, *title;
    int32_t windows, open, first, year_end, mode;
    double factor, share, visits;
    sim_span service;
    bool is_open;
    const char *table;
    struct bind_list weeks, surges, wards;
    struct slot slot, spare;
};

static const char *const modes[] = {"booking", "walk_in", "none", NULL};
static const char *const slot_names[] = {"枠", "予約枠", NULL};
static const char *const share_names[] = {"割合", NULL};

static const char *ward_name(const char *written, const char **nearest, const void *context)
{
    static const char *const spellings[][2] = {
        {"青葉", "青葉"}, {"青葉区", "青葉"}, {"aoba", "青葉"}, {"西", "西"}, {"西区", "西"}};
    assert_null(context);
    for (size_t i = 0; i < COUNT_OF(spellings); i++)
        if (strcmp(spellings[i][0], written) == 0)
            return spellings[i][1];
    *nearest = strcmp(written, "青菜") == 0 ? "青葉" : NULL;
    return NULL;
}

#define O(m) offsetof(struct office, m)
/* clang-format off */
static const struct bind_row slot_rows[] = {
    {.key = "length", .kind = BIND_SPAN, .offset = offsetof(struct slot, length), .fallback = "30 min",
     .least = 300, .most = 14400, .unit = "min", .meaning_ja = "長さ", .meaning_en = "length"},
    {.key = "share", .kind = BIND_SHARE, .offset = offsetof(struct slot, share), .fallback = "70%",
     .least = 0, .most = 1, .unit = "%", .aliases = share_names},
    {.key = NULL}};
static const struct bind_row surge_rows[] = {
    {.key = "name", .kind = BIND_TEXT, .offset = offsetof(struct surge, name)},
    {.key = "start", .kind = BIND_DATE, .offset = offsetof(struct surge, start)},
    {.key = "peak", .kind = BIND_REAL, .offset = offsetof(struct surge, peak), .fallback = "2", .least = 0, .most = 10},
    {.key = NULL}};
static const struct bind_row ward_rows[] = {
    {.key = "counters", .kind = BIND_COUNT, .offset = offsetof(struct ward, counters), .fallback = "3", .least = 1, .most = 64},
    {.key = "mode", .kind = BIND_CHOICE, .offset = offsetof(struct ward, mode), .fallback = "booking", .choices = modes},
    {.key = "slot", .kind = BIND_GROUP, .offset = offsetof(struct ward, slot), .fallback = "", .sub = slot_rows},
    {.key = NULL}};
static const struct bind_row rows[] = {
    {.key = "id", .kind = BIND_TEXT, .offset = O(id), .fallback = ""},
    {.key = "title", .kind = BIND_TEXT, .offset = O(title), .fallback = "untitled"},
    {.key = "windows", .kind = BIND_COUNT, .offset = O(windows), .fallback = "4", .least = 1, .most = 64},
    {.key = "factor", .kind = BIND_REAL, .offset = O(factor), .fallback = "0.5", .least = 0, .most = 5},
    {.key = "share", .kind = BIND_SHARE, .offset = O(share), .fallback = "50%", .least = 0.1, .most = 0.9},
    {.key = "service", .kind = BIND_SPAN, .offset = O(service), .fallback = "15 min", .least = 60, .most = 7200, .unit = "min"},
    {.key = "visits", .kind = BIND_RATE, .offset = O(visits), .fallback = "24 /h", .least = 0, .most = 2400, .unit = "/h"},
    {.key = "open", .kind = BIND_CLOCK, .offset = O(open), .fallback = "8:45", .least = 28800, .most = 36000},
    {.key = "first", .kind = BIND_DATE, .offset = O(first), .fallback = "2020-07-27"},
    {.key = "year_end", .kind = BIND_MONTHDAY, .offset = O(year_end), .fallback = "12-29"},
    {.key = "mode", .kind = BIND_CHOICE, .offset = O(mode), .fallback = "booking", .choices = modes},
    {.key = "is_open", .kind = BIND_FLAG, .offset = O(is_open), .fallback = "no"},
    {.key = "table", .kind = BIND_FILE, .offset = O(table), .fallback = ""},
    {.key = "weeks", .kind = BIND_COUNTS, .offset = O(weeks), .fallback = "[2, 4]", .least = 1, .most = 5},
    {.key = "slot", .kind = BIND_GROUP, .offset = O(slot), .fallback = "", .sub = slot_rows, .aliases = slot_names},
    {.key = "spare", .kind = BIND_GROUP, .offset = O(spare), .fallback = "{length: 1 h}", .sub = slot_rows},
    {.key = "surges", .kind = BIND_LIST, .offset = O(surges), .fallback = "", .least = 0, .most = 2, .sub = surge_rows, .sub_size = sizeof(struct surge)},
    {.key = "wards", .kind = BIND_NAMED, .offset = O(wards), .fallback = "", .sub = ward_rows, .sub_size = sizeof(struct ward), .name_kind = "ward", .resolve = ward_name},
    {.key = "phone", .kind = BIND_LATER, .fallback = "", .meaning_en = "the phone | line"},
    {.key = NULL}};
/* clang-format on */

struct read {
    struct arena *home;
    struct bind_doc *doc;
    struct office o;
    struct err e;
    bool ok;
};

static void apply(struct read *r)
{
    r->ok = r->doc != NULL && bind_apply(r->doc, rows, &r->o, sizeof r->o, r->home, &r->e);
    assert_true(r->ok == !err_is_set(&r->e));
}

static void load_text(struct read *r, const char *text)
{
    *r = (struct read){.home = arena_new(0)};
    r->doc = bind_load_bytes("t.yaml", text, strlen(text), r->home, &r->e);
}

/* The text behind a schema line, so that positions begin in line 2. */
static void read_text(struct read *r, const char *text)
{
    char whole[4096];
    snprintf(whole, sizeof whole, "schema: madosim/1\n%s", text);
    load_text(r, whole);
    apply(r);
}

static void read_path(struct read *r, const char *path)
{
    *r = (struct read){.home = arena_new(0)};
    r->doc = bind_load(path, r->home, &r->e);
    apply(r);
}

static void drop(struct read *r)
{
    arena_free(r->home);
}

static const char *printed(struct read *r)
{
    struct text out;
    text_init(&out, r->home);
    bind_print(r->doc, rows, &out);
    assert_false(out.failed);
    return text_get(&out);
}

/* One mistake of this kind, in line 2. */
static void check_refused(const char *text, enum err_code code, int column, int width,
                          const char *arg0, const char *arg1)
{
    struct read r;
    read_text(&r, text);
    check_count(&r.e, 1);
    check_error(&r.e, 0, code, 2, column, width);
    check_arg(&r.e, 0, 0, arg0);
    check_arg(&r.e, 0, 1, arg1);
    drop(&r);
}

/* ---- values ------------------------------------------------------------------------------ */

static void every_kind_fills_its_member(void **state)
{
    (void)state;
    struct read r;
    read_text(
        &r, "id: a1\ntitle: \"横浜 ７\"\nwindows: 6\nfactor: 1.5\nshare: 70%\nservice: 1.5 h\n"
            "visits: 1 /min\nopen: \"9:00\"\nfirst: 2020-08-01\nyear_end: \"01-03\"\n"
            "mode: none\nis_open: yes\nweeks: [1, 3, 5]\nslot: {length: 20 min}\n"
            "surges:\n  - {name: x, start: 2020-07-27}\n  - {name: y, start: 2020-07-28, peak: 3}\n"
            "wards:\n  西区: {counters: 2}\n  aoba: {mode: walk_in}\n");
    check_count(&r.e, 0);
    const struct office *o = &r.o;
    assert_string_equal(o->id, "a1");
    assert_string_equal(o->title, "横浜 ７");
    assert_int_equal(o->windows, 6);
    check_near(o->factor, 1.5, 0.0);
    check_near(o->share, 0.7, 0.0);
    assert_int_equal(o->service.us, INT64_C(5400000000));
    check_near(o->visits, 1440, 0.0);
    assert_int_equal(o->open, 32400);
    assert_int_equal(o->first, civil_from_date(2020, 8, 1));
    assert_int_equal(o->year_end, 103);
    assert_int_equal(o->mode, 2); /* "none" is one of its choices */
    assert_true(o->is_open);
    assert_int_equal(o->weeks.count, 3);
    assert_int_equal(((const int32_t *)o->weeks.items)[2], 5);
    assert_int_equal(o->slot.length.us, INT64_C(1200000000));
    check_near(o->slot.share, 0.7, 0.0); /* its default */
    const struct surge *surges = o->surges.items;
    assert_int_equal(o->surges.count, 2);
    assert_string_equal(surges[1].name, "y");
    check_near(surges[0].peak, 2, 0.0);
    const struct ward *wards = o->wards.items; /* in the order of writing */
    assert_int_equal(o->wards.count, 2);
    assert_string_equal(wards[0].name, "西");
    assert_string_equal(wards[1].name, "青葉");
    assert_int_equal(wards[0].counters, 2);
    assert_int_equal(wards[1].mode, 1);
    drop(&r);
}

static void what_is_not_written_takes_its_default_or_stays_zero(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "");
    check_count(&r.e, 0);
    assert_null(r.o.id);
    assert_string_equal(r.o.title, "untitled");
    assert_int_equal(r.o.windows, 4);
    assert_int_equal(r.o.open, 31500);
    assert_int_equal(r.o.weeks.count, 2);
    assert_int_equal(r.o.surges.count, 0);
    assert_null(r.o.surges.items);
    assert_int_equal(r.o.slot.length.us, INT64_C(1800000000)); /* as if written {} */
    assert_int_equal(r.o.spare.length.us, INT64_C(3600000000));
    check_near(r.o.spare.share, 0.7, 0.0);
    assert_null(r.o.table);
    drop(&r);
}

static void numbers_want_their_unit_and_no_other(void **state)
{
    (void)state;
    check_refused("service: 15\n", ERR_UNIT_MISSING, 10, 2, "service", "15");
    check_refused("share: 70\n", ERR_UNIT_MISSING, 8, 2, "share", "70");
    check_refused("service: 15 mins\n", ERR_UNIT_UNKNOWN, 10, 7, "service", "mins");
    check_refused("service: 15分\n", ERR_UNIT_UNKNOWN, 10, 3, "service", "分");
    check_refused("visits: 3 /s\n", ERR_UNIT_UNKNOWN, 9, 4, "visits", "/s");
    check_refused("windows: 4 min\n", ERR_KIND, 10, 5, "windows", "4 min");
    struct read r;
    read_text(&r, "share: 0.7\n");
    check_arg(&r.e, 0, 2, "70%"); /* what was surely meant */
    drop(&r);
    read_text(&r, "service: 15\n");
    check_arg(&r.e, 0, 2, "15 min");
    drop(&r);
}

static void ranges_are_told_in_the_unit_of_the_row(void **state)
{
    (void)state;
    static const struct {
        const char *text, *least, *most;
    } cases[] = {{"windows: 65\n", "1", "64"},           {"factor: -0.1\n", "0", "5"},
                 {"share: 95%\n", "10%", "90%"},         {"service: 3 h\n", "1 min", "120 min"},
                 {"visits: 101 /h\n", "0 /h", "100 /h"}, {"open: \"7:59\"\n", "8:00", "10:00"},
                 {"weeks: [2, 6]\n", "1", "5"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read r;
        read_text(&r, cases[i].text);
        check_count(&r.e, 1);
        assert_int_equal(r.e.item[0].code, ERR_RANGE);
        check_arg(&r.e, 0, 2, cases[i].least);
        check_arg(&r.e, 0, 3, cases[i].most);
        drop(&r);
    }
    struct read r;
    read_text(&r, "windows: 64\nshare: 90%\nservice: 1 min\nweeks: [1, 5]\n"); /* closed */
    check_count(&r.e, 0);
    drop(&r);
    read_text(&r, "surges: [{name: a, start: 2020-01-01}, {name: b, start: 2020-01-01}, "
                  "{name: c, start: 2020-01-01}]\n");
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_RANGE, 2, 9, 0);
    check_arg(&r.e, 0, 1, "3");
    drop(&r);
}

static void quotes_make_text_and_times_need_them(void **state)
{
    (void)state;
    check_refused("windows: \"4\"\n", ERR_KIND, 10, 3, "windows", "4");
    check_refused("factor: '1'\n", ERR_KIND, 9, 3, "factor", "1");
    check_refused("open: 8:45\n", ERR_KIND, 7, 4, "open", "8:45");
    struct read r;
    read_text(&r, "open: 8:45\n");
    check_arg(&r.e, 0, 3, "\"8:45\"");
    drop(&r);
    read_text(&r, "windows: \"4\"\n");
    check_arg(&r.e, 0, 3, "4");
    drop(&r);
}

static void values_of_another_kind_are_refused_by_kind(void **state)
{
    (void)state;
    check_refused("windows: many\n", ERR_KIND, 10, 4, "windows", "many");
    check_refused("windows: 4.5\n", ERR_KIND, 10, 3, "windows", "4.5");
    check_refused("windows: 012\n", ERR_KIND, 10, 3, "windows", "012");
    check_refused("windows: [4]\n", ERR_KIND, 10, 3, "windows", "[4]");
    check_refused("windows: {a: 4}\n", ERR_KEY_UNKNOWN, 11, 1, "a", "windows");
    check_refused("windows:\n", ERR_EMPTY, 9, 1, "windows", "");
    check_refused("windows: 4# four\n", ERR_COMMENT_SPACE, 10, 7, "4# four", "4 # four");
    check_refused("first: 2020-02-30\n", ERR_DATE, 8, 10, "first", "2020-02-30");
    check_refused("year_end: \"13-01\"\n", ERR_KIND, 11, 7, "year_end", "13-01");
    check_refused("mode: boking\n", ERR_CHOICE, 7, 6, "mode", "boking");
    check_refused("is_open: true\n", ERR_CHOICE, 10, 4, "is_open", "true");
    check_refused("weeks: 4\n", ERR_KIND, 8, 1, "weeks", "4");
    check_refused("weeks: [x]\n", ERR_KIND, 9, 1, "weeks.1", "x");
    check_refused("slot: 30\n", ERR_KIND, 7, 2, "slot", "30");
    check_refused("surges: {a: 1}\n", ERR_KIND, 9, 6, "surges", "{a: 1}");
    check_refused("surges: [3]\n", ERR_KIND, 10, 1, "surges.1", "3");
    check_refused("wards: [西]\n", ERR_KIND, 8, 3, "wards", "[西]");
    check_refused("phone: 3\n", ERR_NOT_SERVED, 1, 5, "phone", "");
    check_refused("service: \"１５ min\"\n", ERR_FULLWIDTH, 10, 8, "１５", "15"); /* in quotes */
    struct read r;
    read_text(&r, "mode: boking\nis_open: true\n");
    check_arg(&r.e, 0, 2, "booking, walk_in, none");
    check_arg(&r.e, 0, 3, "booking");
    check_arg(&r.e, 1, 3, "yes");
    drop(&r);
}

/* ---- keys and names ------------------------------------------------------------------------ */

static void unknown_keys_lead_to_the_key_that_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *text, *key, *parent, *better;
        int column;
    } cases[] = {{"windoes: 4\n", "windoes", "", "windows", 1},
                 {"予約枠: {}\n", "予約枠", "", "slot", 1},       /* an alias */
                 {"割合: 4\n", "割合", "", "slot.share", 1},      /* an alias further down */
                 {"length: 4\n", "length", "", "slot.length", 1}, /* a key further down */
                 {"slot: {lenght: 4}\n", "lenght", "slot", "length", 8},
                 {"ｗｉｎｄｏｗｓ: 4\n", "ｗｉｎｄｏｗｓ", "", "windows", 1},
                 {"zzz: 4\n", "zzz", "", "", 1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read r;
        read_text(&r, cases[i].text);
        check_count(&r.e, 1);
        check_error(&r.e, 0, ERR_KEY_UNKNOWN, 2, cases[i].column, 0);
        check_arg(&r.e, 0, 0, cases[i].key);
        check_arg(&r.e, 0, 1, cases[i].parent);
        check_arg(&r.e, 0, 2, cases[i].better);
        drop(&r);
    }
}

static void missing_keys_are_reported_where_they_belong(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "surges:\n  - peak: 2\n    name: x\n  - {name: y}\n");
    check_count(&r.e, 2);
    check_error(&r.e, 0, ERR_KEY_MISSING, 3, 5, 4);
    check_arg(&r.e, 0, 0, "start");
    check_arg(&r.e, 0, 1, "surges.1");
    check_error(&r.e, 1, ERR_KEY_MISSING, 5, 5, 9);
    check_arg(&r.e, 1, 1, "surges.2");
    drop(&r);
    load_text(&r, "id: a\n");
    apply(&r);
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_KEY_MISSING, 1, 1, 2);
    check_arg(&r.e, 0, 0, "schema");
    drop(&r);
    load_text(&r, "schema: madosim/2\n");
    apply(&r);
    check_error(&r.e, 0, ERR_CHOICE, 1, 9, 9);
    drop(&r);
}

static void names_are_resolved_and_the_nearest_is_suggested(void **state)
{
    (void)state;
    struct read r;
    read_text(&r,
              "wards:\n  青葉区: {counters: 2}\n  青菜: {counters: 99}\n  東: {}\n  aoba: {}\n");
    check_count(&r.e, 4);
    check_error(&r.e, 0, ERR_NAME_UNKNOWN, 4, 3, 2);
    check_arg(&r.e, 0, 0, "青菜");
    check_arg(&r.e, 0, 1, "ward");
    check_arg(&r.e, 0, 2, "青葉");
    check_error(&r.e, 1, ERR_RANGE, 4, 18, 2); /* what it holds is looked at all the same */
    check_error(&r.e, 2, ERR_NAME_UNKNOWN, 5, 3, 1);
    check_arg(&r.e, 2, 2, "");
    check_error(&r.e, 3, ERR_KEY_TWICE, 6, 3, 4); /* 青葉 in another spelling */
    check_arg(&r.e, 3, 0, "aoba");
    check_arg(&r.e, 3, 1, "3");
    drop(&r);
}

static void a_scalar_where_lines_are_wanted_is_a_colon_without_a_blank(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "slot:\n  length:20 min\nwards:\n  西:\n    counters:4\n    mode:booking\n");
    check_count(&r.e, 3);
    check_error(&r.e, 0, ERR_COLON_SPACE, 3, 3, 13);
    check_arg(&r.e, 0, 1, "length: 20 min");
    check_error(&r.e, 1, ERR_COLON_SPACE, 6, 5, 10);
    check_error(&r.e, 2, ERR_COLON_SPACE, 7, 5, 12);
    drop(&r);
    load_text(&r, "schema:madosim/1\n");
    assert_null(r.doc);
    check_error(&r.e, 0, ERR_COLON_SPACE, 1, 1, 16);
    drop(&r);
    load_text(&r, "- 1\n- 2\n");
    assert_null(r.doc);
    check_error(&r.e, 0, ERR_KIND, 1, 1, 0);
    drop(&r);
}

static void a_line_indented_too_far_is_found_in_the_value_it_was_folded_into(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "windows: 4\n  five\ntitle: one\n  factor:2\nid: two\n  words\n");
    check_count(&r.e, 2);
    check_error(&r.e, 0, ERR_INDENT, 3, 3, 4);
    check_arg(&r.e, 0, 0, "2");
    check_error(&r.e, 1, ERR_INDENT, 5, 3, 8);
    check_arg(&r.e, 1, 0, "4");
    drop(&r);
}

/* ---- all at once ---------------------------------------------------------------------------- */

static void all_mistakes_of_a_file_are_told_in_one_pass_in_the_order_of_lines(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "windoes: 4\n"                     /*  2 */
                  "slot: {share:60%, lenght: 2 h}\n" /*  3 */
                  "wards:\n"                         /*  4 */
                  "  西: {counters: ７７}\n"         /*  5 */
                  "  青菜: {counters: 4}\n"          /*  6 */
                  "  青葉:\n"                        /*  7 */
                  "    counters:2\n"                 /*  8 */
                  "    mode: walkin\n"               /*  9 */
                  "share: 0.4\n"                     /* 10 */
                  "windows: 5\n"                     /* 11 */
                  "windows: 6\n"                     /* 12 */
                  "visits：3 /h\n"                   /* 13 */
                  "service: *x\n"                    /* 14 */
                  "phone: 1\n");                     /* 15 */
    check_count(&r.e, 13);
    check_error(&r.e, 0, ERR_KEY_UNKNOWN, 2, 1, 7);
    check_error(&r.e, 1, ERR_COLON_SPACE, 3, 8, 9);
    check_error(&r.e, 2, ERR_KEY_UNKNOWN, 3, 19, 6);
    check_error(&r.e, 3, ERR_FULLWIDTH, 5, 17, 2);
    check_error(&r.e, 4, ERR_RANGE, 5, 17, 2); /* 77 is too many, too */
    check_error(&r.e, 5, ERR_NAME_UNKNOWN, 6, 3, 2);
    check_error(&r.e, 6, ERR_COLON_SPACE, 8, 5, 10);
    check_error(&r.e, 7, ERR_CHOICE, 9, 11, 6);
    check_error(&r.e, 8, ERR_UNIT_MISSING, 10, 8, 3);
    check_error(&r.e, 9, ERR_KEY_TWICE, 12, 1, 7);
    check_error(&r.e, 10, ERR_FULLWIDTH, 13, 7, 1);
    check_error(&r.e, 11, ERR_ALIAS, 14, 10, 2);
    check_error(&r.e, 12, ERR_NOT_SERVED, 15, 1, 5);
    drop(&r);
}

static void mistakes_over_twenty_are_counted(void **state)
{
    (void)state;
    struct read r;
    char text[2048];
    size_t n = 0;
    for (int i = 0; i < 30; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "zz%d: 1\n", i);
    read_text(&r, text);
    check_count(&r.e, 30);
    check_error(&r.e, 19, ERR_KEY_UNKNOWN, 21, 1, 4);
    drop(&r);
}

/* ---- files --------------------------------------------------------------------------------- */

static void three_files_lie_on_each_other_and_every_value_knows_its_own(void **state)
{
    (void)state;
    struct folder f;
    struct read r;
    folder_open(&f);
    folder_write(&f, "base.yaml",
                 "schema: madosim/1\nwindows: 2\nfactor: 1\nweeks: [1, 2, 3]\n"
                 "slot: {length: 10 min, share: 20%}\nmode: walk_in\n"
                 "wards:\n  青葉: {counters: 2, mode: none}\n  西: {counters: 3}\n");
    folder_write(&f, "middle.yaml",
                 "extends: base.yaml\nfactor: 2\nweeks: [4]\nslot: {share: 30%}\nmode: none\n"
                 "wards:\n  青葉区: {counters: 5}\n");
    const char *top = folder_write(&f, "top.yaml",
                                   "extends: middle.yaml\nfactor: none\nslot: {share: 40%}\n"
                                   "wards:\n  aoba: {slot: {length: 1 h}}\n  西: none\n");
    read_path(&r, top);
    check_count(&r.e, 0);
    assert_int_equal(r.o.windows, 2);
    check_near(r.o.factor, 0.5, 0.0); /* taken back: the default holds */
    assert_int_equal(r.o.weeks.count, 1);
    assert_int_equal(r.o.slot.length.us, INT64_C(600000000));
    check_near(r.o.slot.share, 0.4, 0.0);
    assert_int_equal(r.o.mode, 2);
    assert_int_equal(r.o.wards.count, 1);
    const struct ward *ward = r.o.wards.items;
    assert_string_equal(ward->name, "青葉");
    assert_int_equal(ward->counters, 5);
    assert_int_equal(ward->mode, 2);
    assert_int_equal(ward->slot.length.us, INT64_C(3600000000));

    const char *const *files;
    assert_int_equal(bind_files(r.doc, &files), 3);
    assert_string_equal(files[0], top);
    assert_non_null(strstr(files[2], "base.yaml"));
    struct src_pos at = bind_where(r.doc, "wards.青葉.counters");
    assert_string_equal(at.file, files[1]);
    assert_int_equal(at.line, 7);
    assert_int_equal(at.column, 19);
    assert_string_equal(bind_where(r.doc, "windows").file, files[2]);
    assert_int_equal(bind_where(r.doc, "wards.青葉.nothing").line, 5); /* nearest parent */
    assert_true(bind_is_given(r.doc, "windows"));
    assert_false(bind_is_given(r.doc, "factor"));
    assert_false(bind_is_given(r.doc, "service"));
    assert_false(bind_is_given(r.doc, "wards.西"));
    assert_true(bind_is_given(r.doc, "mode"));
    drop(&r);
    folder_close(&f);
}

static void a_circle_of_files_is_told_with_its_chain(void **state)
{
    (void)state;
    struct folder f;
    struct read r;
    folder_open(&f);
    const char *a = folder_write(&f, "a.yaml", "schema: madosim/1\nextends: b.yaml\n");
    folder_write(&f, "b.yaml", "extends: ./a.yaml\n"); /* the same file in another spelling */
    read_path(&r, a);
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_EXTENDS_CYCLE, 1, 10, 8);
    assert_non_null(strstr(r.e.item[0].arg[0], "a.yaml > "));
    assert_non_null(strstr(r.e.item[0].arg[0], "./a.yaml"));
    drop(&r);
    folder_close(&f);
}

static void a_base_that_cannot_be_read_hides_no_other_mistake(void **state)
{
    (void)state;
    struct read r;
    load_text(&r, "extends: nowhere/base.yaml\nwindoes: 4\n"); /* schema may stand there */
    apply(&r);
    check_count(&r.e, 2);
    check_error(&r.e, 0, ERR_OPEN, 1, 10, 17);
    check_arg(&r.e, 0, 0, "nowhere/base.yaml");
    check_arg(&r.e, 0, 1, "No such file or directory");
    check_error(&r.e, 1, ERR_KEY_UNKNOWN, 2, 1, 7);
    drop(&r);
    static const struct {
        const char *text;
        enum err_code code;
    } cases[] = {{"extends: /etc/base.yaml\n", ERR_PATH},
                 {"extends: 'C:\\x.yaml'\n", ERR_PATH},
                 {"extends: [a]\n", ERR_KIND},
                 {"extends:\n", ERR_EMPTY},
                 {"extends: \"/\"\n", ERR_PATH}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        load_text(&r, cases[i].text);
        apply(&r);
        check_count(&r.e, 1);
        assert_int_equal(r.e.item[0].code, cases[i].code);
        drop(&r);
    }
    struct err e = {0};
    struct arena *home = arena_new(0);
    assert_null(bind_load("/nowhere/x.yaml", home, &e));
    check_error(&e, 0, ERR_OPEN, 0, 0, 0);
    assert_null(bind_load("/tmp", home, &e)); /* a folder */
    assert_int_equal(e.count, 2);
    check_arg(&e, 1, 1, "Is a directory");
    arena_free(home);
}

static void reading_stops_at_the_limit_of_size(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *home = arena_new(16 << 20); /* an endless file must not fill the memory */
    assert_null(bind_load("/dev/zero", home, &e));
    check_count(&e, 1);
    check_error(&e, 0, ERR_TOO_BIG, 0, 0, 0);
    check_arg(&e, 0, 0, "1 MiB");
    arena_free(home);
}

static const char *put_below(const char *path, struct arena *home, const void *context)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%s/%s", (const char *)context, path);
    return text_get(&t);
}

static void a_table_is_looked_for_beside_the_file_that_names_it(void **state)
{
    (void)state;
    struct folder f;
    struct read r;
    folder_open(&f);
    folder_write(&f, "t.csv", "a\n1\n");
    const char *ok = folder_write(&f, "ok.yaml", "schema: madosim/1\ntable: t.csv\n");
    const char *missing = folder_write(&f, "no.yaml", "schema: madosim/1\ntable: data/t.csv\n");
    const char *absolute = folder_write(&f, "abs.yaml", "schema: madosim/1\ntable: /t.csv\n");
    read_path(&r, ok);
    check_count(&r.e, 0);
    char want[128];
    snprintf(want, sizeof want, "%s/t.csv", f.path);
    assert_string_equal(r.o.table, want);
    assert_non_null(strstr(printed(&r), "\ntable: t.csv\n")); /* as given */
    struct text moved;
    text_init(&moved, r.home);
    bind_print_moved(r.doc, rows, put_below, "there", &moved);
    assert_non_null(strstr(text_get(&moved), "\ntable: there/"));
    assert_non_null(strstr(text_get(&moved), "/t.csv\n"));
    drop(&r);
    read_path(&r, missing);
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_OPEN, 2, 8, 10);
    drop(&r);
    read_path(&r, absolute);
    check_error(&r.e, 0, ERR_PATH, 2, 8, 6);
    drop(&r);
    folder_close(&f);
}

/* ---- bases --------------------------------------------------------------------------------- */

static void bases_are_collected_in_the_order_of_the_rows(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "service: {value: 12 min, basis: {kind: 仮定, range: 8-15, note: n, source: s}}\n"
                  "windows: {basis: {kind: 実測}}\n"
                  "weeks: {value: [1, 3], basis: {kind: 公表}}\n"
                  "slot:\n  basis: {kind: 計算}\n  share: {value: 20%, basis: {kind: FACT}}\n"
                  "wards: {aoba: {basis: {kind: DERIVED}}}\n"
                  "surges: [{name: x, start: 2020-07-27, basis: {kind: ASSUMPTION}}]\n");
    check_count(&r.e, 0);
    assert_int_equal(r.o.service.us, INT64_C(720000000));
    assert_int_equal(r.o.windows, 4);
    assert_int_equal(r.o.weeks.count, 2);
    static const struct {
        const char *path, *value, *kind;
    } want[] = {
        {"windows", "4", "FACT"},       {"service", "12 min", "ASSUMPTION"},
        {"weeks", "[1, 3]", "FACT"},    {"slot", NULL, "DERIVED"},
        {"slot.share", "20%", "FACT"},  {"surges.1", "name x, start 2020-07-27", "ASSUMPTION"},
        {"wards.青葉", NULL, "DERIVED"}};
    const struct bind_basis *bases;
    assert_int_equal(bind_bases(r.doc, &bases), COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_string_equal(bases[i].path, want[i].path);
        assert_string_equal(bases[i].kind, want[i].kind);
        assert_true((bases[i].value == NULL) == (want[i].value == NULL));
        if (want[i].value != NULL)
            assert_string_equal(bases[i].value, want[i].value);
    }
    assert_string_equal(bases[1].range, "8-15");
    assert_string_equal(bases[1].note, "n");
    assert_string_equal(bases[1].source, "s");
    assert_null(bases[0].note);
    assert_int_equal(bases[1].at.line, 2);
    assert_int_equal(bind_where(r.doc, "service").column, 18); /* of the value in it */
    drop(&r);
}

static void a_basis_of_a_mapping_tells_the_values_it_covers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *path, *value;
    } cases[] = {
        {"slot: {share: 20%, basis: {kind: FACT}, length: 15 min}\n", "slot",
         "share 20%, length 15 min"},
        {"slot: {basis: {kind: FACT}, share: none, length: \"20 min\"}\n", "slot", "length 20 min"},
        {"slot: {length: 20 min, share: {value: 5%, basis: {kind: FACT}}, basis: {kind: FACT}}\n",
         "slot", "length 20 min"},
        {"slot: {basis: {kind: FACT}}\n", "slot", NULL},
        {"wards: {aoba: {counters: 4, slot: {share: 9%, length: 1 h}, basis: {kind: FACT}}}\n",
         "wards.青葉", "counters 4, slot {share 9%, length 1 h}"},
        {"wards: {aoba: {mode: none, slot: {share: 9%, basis: {kind: FACT}}, "
         "basis: {kind: FACT}}}\n",
         "wards.青葉", "mode none"},
        {"windows: 7\nbasis: {kind: FACT}\n", "", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read r;
        read_text(&r, cases[i].text);
        check_count(&r.e, 0);
        const struct bind_basis *bases, *found = NULL;
        size_t n = bind_bases(r.doc, &bases);
        for (size_t k = 0; k < n; k++)
            found = strcmp(bases[k].path, cases[i].path) == 0 ? &bases[k] : found;
        assert_non_null(found);
        if (cases[i].value == NULL)
            assert_null(found->value);
        else
            assert_string_equal(found->value, cases[i].value);
        drop(&r);
    }
}

/* Letters of one byte before those of three move the place where the cut falls. */
static void a_long_value_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t ascii = 0; ascii < 4; ascii++) {
        struct read r;
        char name[4 + 3 * 80] = "", text[512];
        memset(name, 'a', ascii);
        for (size_t i = 0; i < 80; i++)
            memcpy(name + ascii + 3 * i, "窓", 4);
        snprintf(text, sizeof text,
                 "surges: [{name: %s, start: 2020-07-27, basis: {kind: ASSUMPTION}}]\n", name);
        read_text(&r, text);
        check_count(&r.e, 0);
        const struct bind_basis *bases;
        assert_int_equal(bind_bases(r.doc, &bases), 1);
        size_t n = strlen(bases[0].value), bad_at;
        assert_in_range(n, 198, 200);
        assert_true(text_is_utf8(bases[0].value, n, &bad_at));
        assert_string_equal(bases[0].value + n - 3, "…");
        drop(&r);
    }
}

static void a_value_of_200_bytes_is_not_cut(void **state)
{
    (void)state;
    static const char rest[] = ", start 2020-07-27";
    size_t room = 200 - strlen("name ") - strlen(rest);
    for (size_t over = 0; over < 2; over++) {
        struct read r;
        char name[256] = "", text[512];
        memset(name, 'a', room + over);
        snprintf(text, sizeof text,
                 "surges: [{name: %s, start: 2020-07-27, basis: {kind: ASSUMPTION}}]\n", name);
        read_text(&r, text);
        const struct bind_basis *bases;
        assert_int_equal(bind_bases(r.doc, &bases), 1);
        assert_int_equal(strlen(bases[0].value), 200);
        assert_true((strstr(bases[0].value, rest) != NULL) == (over == 0));
        drop(&r);
    }
}

static void a_basis_has_its_own_keys_and_its_mistakes_are_told(void **state)
{
    (void)state;
    struct read r;
    read_text(&r, "service: {value: 12 min, basis: {kind: guess, nte: x}, unit: s}\n"
                  "slot: {basis: FACT}\nwindows: {value: 4, basis: {note: x}}\n");
    check_count(&r.e, 5);
    check_error(&r.e, 0, ERR_CHOICE, 2, 40, 5);
    check_arg(&r.e, 0, 0, "service.basis.kind");
    check_error(&r.e, 1, ERR_KEY_UNKNOWN, 2, 47, 3);
    check_arg(&r.e, 1, 2, "note");
    check_error(&r.e, 2, ERR_KEY_UNKNOWN, 2, 56, 4);
    check_error(&r.e, 3, ERR_KIND, 3, 15, 4);
    check_error(&r.e, 4, ERR_KEY_MISSING, 4, 28, 9);
    drop(&r);
}

/* ---- --set ---------------------------------------------------------------------------------- */

static void set_all(struct read *r, const char *text, const char *const *assignments, size_t n)
{
    char whole[1024];
    snprintf(whole, sizeof whole, "schema: madosim/1\n%s", text);
    load_text(r, whole);
    for (size_t i = 0; i < n; i++) {
        int before = r->e.count;
        bool ok = bind_override(r->doc, rows, assignments[i], (int)i + 1, &r->e);
        assert_true(ok == (r->e.count == before));
    }
    apply(r);
}

static void set_is_typed_by_the_row_and_never_by_guess(void **state)
{
    (void)state;
    struct read r;
    static const char *const good[] = {"title=70",
                                       "id=[a]: b",
                                       "open=9:00",
                                       "share=60%",
                                       "weeks=[5]",
                                       "service={value: 9 min, basis: {kind: FACT}}",
                                       "wards.青葉区.counters=9",
                                       "wards.aoba.slot.length=1 h",
                                       "surges.1.peak=3",
                                       "slot={length: 2 h}",
                                       "wards.西=none",
                                       "windows=5",
                                       "windows=6"};
    set_all(&r, "surges: [{name: x, start: 2020-07-27}]\nwards: {青葉: {}, 西: {}}\nshare: 20%\n",
            good, COUNT_OF(good));
    check_count(&r.e, 0);
    assert_string_equal(r.o.title, "70");
    assert_string_equal(r.o.id, "[a]: b");
    assert_int_equal(r.o.open, 32400); /* no quotes needed: the shell took them */
    check_near(r.o.share, 0.6, 0.0);
    assert_int_equal(r.o.weeks.count, 1);
    assert_int_equal(r.o.service.us, INT64_C(540000000));
    assert_int_equal(r.o.wards.count, 1);
    const struct ward *ward = r.o.wards.items;
    assert_int_equal(ward->counters, 9);
    assert_int_equal(ward->slot.length.us, INT64_C(3600000000));
    check_near(((const struct surge *)r.o.surges.items)->peak, 3, 0.0);
    assert_int_equal(r.o.slot.length.us, INT64_C(7200000000));
    assert_int_equal(r.o.windows, 6); /* the last one holds */
    assert_true(bind_is_given(r.doc, "windows"));
    assert_string_equal(bind_where(r.doc, "windows").file, "--set");
    drop(&r);
}

/* ---- a look ahead ------------------------------------------------------------------------ */

static void a_root_key_can_be_told_before_anything_is_bound(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct folder f;
    folder_open(&f);
    folder_write(&f, "base.yaml", "schema: madosim/1\ntitle: deep\nid: a\nmode: walk_in\n");
    const char *top = folder_write(
        &f, "top.yaml", "extends: base.yaml\nid: {value: b}\nmode: none\nslot: {share: 1%}\n");
    struct bind_doc *doc = bind_load(top, home, &e);
    assert_non_null(doc);
    assert_string_equal(bind_peek(doc, "title"), "deep"); /* of a file that is extended */
    assert_string_equal(bind_peek(doc, "id"), "b");       /* in the long form           */
    assert_null(bind_peek(doc, "mode"));                  /* taken back                 */
    assert_null(bind_peek(doc, "slot"));                  /* no scalar                  */
    assert_null(bind_peek(doc, "nothing"));
    assert_true(bind_override(doc, rows, "title=set", 1, &e));
    assert_string_equal(bind_peek(doc, "title"), "set");
    check_count(&e, 0);
    folder_close(&f);
    arena_free(home);
}

static void mistakes_in_set_point_into_the_option(void **state)
{
    (void)state;
    struct read r;
    static const char *const bad[] = {"windoes=4",       "wards.青菜.counters=4",
                                      "slot.lenght=1 h", "surges.2.peak=3",
                                      "noequals",        "=4",
                                      "share=0.7",       "wards.西.counters=99",
                                      "weeks=[7",        "title\xFF=x"};
    set_all(&r, "surges: [{name: x, start: 2020-07-27}]\n", bad, COUNT_OF(bad));
    check_count(&r.e, 10);
    check_error(&r.e, 0, ERR_KEY_UNKNOWN, 1, 1, 7);
    check_arg(&r.e, 0, 2, "windows");
    assert_string_equal(r.e.item[0].at.file, "--set");
    assert_string_equal(r.e.item[0].at.excerpt, "windoes=4");
    check_error(&r.e, 1, ERR_NAME_UNKNOWN, 2, 7, 2);
    check_arg(&r.e, 1, 2, "青葉");
    check_error(&r.e, 2, ERR_KEY_UNKNOWN, 3, 6, 6);
    check_arg(&r.e, 2, 1, "slot");
    check_error(&r.e, 3, ERR_KEY_UNKNOWN, 4, 8, 1);
    check_arg(&r.e, 3, 1, "surges");
    check_error(&r.e, 4, ERR_OVERRIDE, 5, 1, 8);
    check_error(&r.e, 5, ERR_OVERRIDE, 6, 1, 2);
    check_error(&r.e, 6, ERR_UNIT_MISSING, 7, 7, 3);
    check_error(&r.e, 7, ERR_RANGE, 8, 18, 2);
    check_error(&r.e, 8, ERR_UNCLOSED, 9, 7, 1);
    check_error(&r.e, 9, ERR_OVERRIDE, 10, 1, 1);
    drop(&r);
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static void the_same_meaning_is_printed_as_the_same_text(void **state)
{
    (void)state;
    struct read a, b;
    read_text(&a, "service: 900 s\nshare: 70.0%\nvisits: 48 /d\nopen: \"08:45\"\nwindows: +4\n"
                  "wards: {aoba: {counters: 2}}\nslot: {}\n");
    read_text(&b,
              "wards:\n  青葉区:\n    counters: 2\nvisits: 2 /h\nservice: 15 min\nshare: 70%\n");
    check_count(&a.e, 0);
    check_count(&b.e, 0);
    const char *text = printed(&a);
    assert_string_equal(text, printed(&b));
    assert_string_equal(
        text, "schema: madosim/1\ntitle: \"untitled\"\nwindows: 4\nfactor: 0.5\nshare: 70%\n"
              "service: 15 min\nvisits: 2 /h\nopen: \"8:45\"\nfirst: 2020-07-27\n"
              "year_end: \"12-29\"\nmode: booking\nis_open: no\nweeks: [2, 4]\n"
              "slot:\n  length: 30 min\n  share: 70%\nspare:\n  length: 60 min\n  share: 70%\n"
              "wards:\n  青葉:\n    counters: 2\n    mode: booking\n    slot:\n"
              "      length: 30 min\n      share: 70%\n");
    drop(&a);
    drop(&b);
}

static void what_is_printed_reads_as_the_same_again(void **state)
{
    (void)state;
    struct read a, b;
    read_text(&a, "id: none of it\ntitle: \"none\"\nmode: none\nservice: 100 s\n"
                  "share: {value: 33.3%, basis: {kind: 仮定, note: \"a: \\\"b\\\" #７　\"}}\n"
                  "basis: {kind: 実測}\nweeks: []\n"
                  "surges:\n  - {name: \"x: y\", start: 2020-07-27, basis: {kind: FACT}}\n"
                  "  - {name: '- z', start: 2020-07-28}\nwards: {西: none, 青葉: {}}\n");
    check_count(&a.e, 0);
    load_text(&b, printed(&a));
    apply(&b);
    check_count(&b.e, 0);
    assert_string_equal(printed(&a), printed(&b));
    assert_string_equal(b.o.title, "none");
    assert_int_equal(b.o.surges.count, 2);
    assert_string_equal(((const struct surge *)b.o.surges.items)[1].name, "- z");
    assert_int_equal(b.o.weeks.count, 0);
    const struct bind_basis *p, *q;
    assert_int_equal(bind_bases(a.doc, &p), 3);
    assert_int_equal(bind_bases(b.doc, &q), 3);
    assert_string_equal(p[1].note, q[1].note);
    drop(&a);
    drop(&b);
}

static void the_reference_shows_every_row_in_both_languages(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    bind_reference(rows, &out);
    const char *text = text_get(&out);
    assert_non_null(strstr(text, "| `service` | 時間 span | min | `15 min` | 1 min – 120 min |"));
    assert_non_null(strstr(text, "## `wards.<ward>.slot`"));
    assert_non_null(strstr(text, "| `name` | 文字列 text |  | 必須 required |"));
    assert_non_null(strstr(text, "## `surges[]`"));
    assert_non_null(strstr(text, "選択 choice: `booking`, `walk_in`, `none`"));
    assert_non_null(strstr(text, "| 長さ | length |"));
    assert_non_null(strstr(text, "the phone \\| line"));
    arena_free(home);
}

/* ---- no memory ----------------------------------------------------------------------------- */

static void every_allocation_may_fail_and_is_reported(void **state)
{
    (void)state;
    struct folder f;
    folder_open(&f);
    folder_write(&f, "base.yaml", "schema: madosim/1\nwards: {青葉: {counters: 2}}\nwindows: 3\n");
    const char *path =
        folder_write(&f, "top.yaml",
                     "extends: base.yaml\nwards: {aoba: {mode: none}}\nweeks: [1, 3]\n"
                     "service: {value: 9 min, basis: {kind: FACT, note: x}}\n"
                     "windows: {basis: {kind: FACT}}\n"
                     "surges: [{name: x, start: 2020-07-27, basis: {kind: FACT}}]\n");
    bool done = false;
    for (unsigned nth = 1; !done; nth++) {
        struct read r = {.home = arena_new(0)};
        arena_fail_nth(r.home, nth);
        r.doc = bind_load(path, r.home, &r.e);
        if (r.doc != NULL)
            (void)!bind_override(r.doc, rows, "slot={length: 1 h}", 1, &r.e);
        apply(&r);
        done = r.ok;
        for (int i = 0; i < r.e.count && i < ERR_LIST_MAX; i++)
            assert_int_equal(r.e.item[i].code, ERR_NOMEM);
        arena_free(r.home);
        assert_true(nth < 1000);
    }
    folder_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_fills_its_member),
        cmocka_unit_test(what_is_not_written_takes_its_default_or_stays_zero),
        cmocka_unit_test(numbers_want_their_unit_and_no_other),
        cmocka_unit_test(ranges_are_told_in_the_unit_of_the_row),
        cmocka_unit_test(quotes_make_text_and_times_need_them),
        cmocka_unit_test(values_of_another_kind_are_refused_by_kind),
        cmocka_unit_test(unknown_keys_lead_to_the_key_that_was_meant),
        cmocka_unit_test(missing_keys_are_reported_where_they_belong),
        cmocka_unit_test(names_are_resolved_and_the_nearest_is_suggested),
        cmocka_unit_test(a_scalar_where_lines_are_wanted_is_a_colon_without_a_blank),
        cmocka_unit_test(a_line_indented_too_far_is_found_in_the_value_it_was_folded_into),
        cmocka_unit_test(all_mistakes_of_a_file_are_told_in_one_pass_in_the_order_of_lines),
        cmocka_unit_test(mistakes_over_twenty_are_counted),
        cmocka_unit_test(three_files_lie_on_each_other_and_every_value_knows_its_own),
        cmocka_unit_test(a_circle_of_files_is_told_with_its_chain),
        cmocka_unit_test(a_base_that_cannot_be_read_hides_no_other_mistake),
        cmocka_unit_test(reading_stops_at_the_limit_of_size),
        cmocka_unit_test(a_table_is_looked_for_beside_the_file_that_names_it),
        cmocka_unit_test(bases_are_collected_in_the_order_of_the_rows),
        cmocka_unit_test(a_basis_of_a_mapping_tells_the_values_it_covers),
        cmocka_unit_test(a_long_value_is_cut_between_characters),
        cmocka_unit_test(a_value_of_200_bytes_is_not_cut),
        cmocka_unit_test(a_basis_has_its_own_keys_and_its_mistakes_are_told),
        cmocka_unit_test(set_is_typed_by_the_row_and_never_by_guess),
        cmocka_unit_test(a_root_key_can_be_told_before_anything_is_bound),
        cmocka_unit_test(mistakes_in_set_point_into_the_option),
        cmocka_unit_test(the_same_meaning_is_printed_as_the_same_text),
        cmocka_unit_test(what_is_printed_reads_as_the_same_again),
        cmocka_unit_test(the_reference_shows_every_row_in_both_languages),
        cmocka_unit_test(every_allocation_may_fail_and_is_reported),
    };
    return cmocka_run_group_tests_name("bind", tests, NULL, NULL);
}
