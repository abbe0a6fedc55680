/* test_svg.c - two pictures in one page do not share names, and each says what it shows. */
#include "sim/output/svg.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static void check_inlined(const char *svg, const char *want)
{
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    assert_true(svg_inline(svg, "f1", "T", "D", &out));
    assert_string_equal(text_get(&out), want);
    arena_free(home);
}

#define HEAD \
    " role=\"img\" aria-labelledby=\"f1-title f1-desc\">\n" \
    "<title id=\"f1-title\">T</title>\n<desc id=\"f1-desc\">D</desc>"

static void prologue_doctype_comments_and_byte_order_mark_go(void **state)
{
    (void)state;
    check_inlined("\xEF\xBB\xBF<?xml version=\"1.0\" standalone=\"no\"?>\n"
                  "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\">\n<!-- a > b -->\n"
                  "<svg viewBox=\"0 0 9 9\"><!-- <g> -->\n<g/></svg>\n<!-- end -->\n",
                  "<svg viewBox=\"0 0 9 9\"" HEAD "\n<g/></svg>\n");
}

static void fixed_sizes_become_a_view_box(void **state)
{
    (void)state;
    check_inlined("<svg width=\"688\" height=\"300.5\" xmlns=\"u\"></svg>",
                  "<svg xmlns=\"u\" viewBox=\"0 0 688 300.5\"" HEAD "</svg>\n");
    check_inlined("<svg height='30px' width='40px'></svg>",
                  "<svg viewBox=\"0 0 40 30\"" HEAD "</svg>\n");
    check_inlined("<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 4 3\"></svg>",
                  "<svg viewBox=\"0 0 4 3\"" HEAD "</svg>\n");
    check_inlined("<svg width=\"100%\" height=\"5em\"></svg>", "<svg" HEAD "</svg>\n");
}

static void every_name_and_every_use_of_it_is_prefixed(void **state)
{
    (void)state;
    check_inlined(
        "<svg><defs><path id='p0' d='M0,0'/><use xlink:href='#p0' id=\"p1\"/></defs>\n"
        "<g style=\"fill:url(#p1); filter: url(#f)\" clip-path=\"url(#c)\" href=\"#p1\">\n"
        "<a href=\"http://x/#p0\">url(#t) id='q'</a><text wid='1'>#p0</text></g></svg>",
        "<svg" HEAD "<defs><path id='f1-p0' d='M0,0'/><use xlink:href='#f1-p0' id=\"f1-p1\"/>"
        "</defs>\n<g style=\"fill:url(#f1-p1); filter: url(#f1-f)\" clip-path=\"url(#f1-c)\" "
        "href=\"#f1-p1\">\n<a href=\"http://x/#p0\">url(#t) id='q'</a><text wid='1'>#p0</text>"
        "</g></svg>\n");
}

static void titles_scripts_and_handlers_of_gnuplot_go(void **state)
{
    (void)state;
    check_inlined("<svg role=\"x\" aria-labelledby=\"y\"><title>yk</title><desc>GNUPLOT 5.4</desc>"
                  "<g><title>sin(x) &gt; 0</title><path d='a>b'/></g>"
                  "<script>if (a < b) x();</script><script href='x'/><metadata/>"
                  "<g onclick=\"x()\" on='1'/></svg>",
                  "<svg" HEAD "<g><path d='a>b'/></g><g on='1'/></svg>\n");
}

static void our_title_and_description_are_quoted(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    assert_true(svg_inline("<svg></svg>", "a-1", "待ち <30分> & \"'", "青葉", &out));
    assert_non_null(strstr(text_get(&out),
                           "<title id=\"a-1-title\">待ち &lt;30分&gt; &amp; &quot;&#39;</title>"));
    assert_non_null(strstr(text_get(&out), "<desc id=\"a-1-desc\">青葉</desc>"));
    arena_free(home);
}

static void what_is_no_whole_svg_is_refused_and_leaves_no_trace(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "hello",
                                        "<html><svg></svg></html>",
                                        "<svg>",
                                        "<svg><g></svg>",
                                        "<svg",
                                        "<svg/>",
                                        "<svg a=></svg>",
                                        "<svg a=\"1></svg>",
                                        "<svg><g a='1</g></svg>",
                                        "<svg><g b></g></svg>",
                                        "<svg><title>x</svg>",
                                        "<svg><!-- x </svg>",
                                        "<svg><![CDATA[<g>]]></svg>",
                                        "<svg>< g></svg>",
                                        "</svg>",
                                        "<?xml <svg></svg>"};
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    text_add(&out, "before");
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        if (svg_inline(wrong[i], "f1", "T", "D", &out))
            print_error("taken: %s\n", wrong[i]);
        assert_string_equal(text_get(&out), "before");
    }
    arena_free(home);
}

/* Cut anywhere, it is refused; with a byte changed, nothing breaks. */
static bool no_damaged_picture_does_harm(uint64_t seed)
{
    static const char whole[] =
        "<?xml version=\"1.0\"?>\n<svg width=\"9\" height='9'><!-- c --><title>t</title>"
        "<g id='a' style=\"fill:url(#b)\"><use xlink:href='#a'/></g>x</svg>";
    char damaged[sizeof whole];
    struct arena *home = arena_new(0);
    struct text out;
    memcpy(damaged, whole, sizeof whole);
    text_init(&out, home);
    damaged[test_random(&seed) % (sizeof whole - 1)] = '\0';
    bool ok = !svg_inline(damaged, "f1", "T", "D", &out) && out.length == 0;
    memcpy(damaged, whole, sizeof whole);
    for (int i = 0; i < 3; i++)
        damaged[test_random(&seed) % (sizeof whole - 1)] = "<>/\"'=!- g"[test_random(&seed) % 10];
    ok = ok && svg_inline(damaged, "f1", "T", "D", &out) == (out.length > 0);
    arena_free(home);
    return ok;
}

static void a_damaged_picture_is_refused_or_harmless(void **state)
{
    (void)state;
    CHECK_PROPERTY(no_damaged_picture_does_harm);
}

static void take_a_prefix_that_is_no_name(void)
{
    struct text out;
    text_init(&out, arena_new(0));
    (void)svg_inline("<svg></svg>", "a b", "T", "D", &out);
}

static void take_no_prefix(void)
{
    struct text out;
    text_init(&out, arena_new(0));
    (void)svg_inline("<svg></svg>", "", "T", "D", &out);
}

static void a_prefix_that_is_no_name_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(take_a_prefix_that_is_no_name));
    assert_true(dies(take_no_prefix));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prologue_doctype_comments_and_byte_order_mark_go),
        cmocka_unit_test(fixed_sizes_become_a_view_box),
        cmocka_unit_test(every_name_and_every_use_of_it_is_prefixed),
        cmocka_unit_test(titles_scripts_and_handlers_of_gnuplot_go),
        cmocka_unit_test(our_title_and_description_are_quoted),
        cmocka_unit_test(what_is_no_whole_svg_is_refused_and_leaves_no_trace),
        cmocka_unit_test(a_damaged_picture_is_refused_or_harmless),
        cmocka_unit_test(a_prefix_that_is_no_name_is_a_bug),
    };
    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
