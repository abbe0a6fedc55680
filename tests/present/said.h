/* said.h - one sentence under test: an arena, a text in it, and what it says. */
#ifndef TESTS_PRESENT_SAID_H
#define TESTS_PRESENT_SAID_H

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "tests/support/check.h"

struct said {
    struct arena *home;
    struct text text;
};

static inline int said_set_up(void **state)
{
    static struct said s;
    s.home = arena_new(0);
    *state = &s;
    return s.home == NULL;
}

static inline int said_tear_down(void **state)
{
    struct said *s = *state;
    arena_free(s->home);
    return 0;
}

/* The empty text to append to. */
static inline struct text *said_new(struct said *s)
{
    text_init(&s->text, s->home);
    return &s->text;
}

/* SAID(s, call(..., said_new(s), ...), "words"): runs the call, compares what it said. */
#define SAID(s, call, words) \
    do { \
        call; \
        assert_string_equal(text_get(&(s)->text), (words)); \
    } while (0)

/* The same in both languages: the call names `japanese` where it takes the language. */
#define SAID_BOTH(s, call, english_words, japanese_words) \
    do { \
        bool japanese = false; \
        SAID(s, call, english_words); \
        japanese = true; \
        SAID(s, call, japanese_words); \
    } while (0)

#define SAID_TEST(f) cmocka_unit_test_setup_teardown((f), said_set_up, said_tear_down)

#endif
