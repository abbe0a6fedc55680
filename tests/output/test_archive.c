/* test_archive.c - an archive is whole when each of its files is, and not a byte earlier. */
#include "sim/output/archive.h"

#include <zlib.h>

#include "tests/support/folder.h"

enum { ROOM = 1 << 17 };

/* An archive of one file, made by hand. */
struct built {
    struct folder f;
    unsigned char bytes[ROOM];
    size_t n;
};

static void add(struct built *b, size_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        b->bytes[b->n++] = (unsigned char)(i < 8 ? value >> 8 * i : 0);
}

static size_t add_packed(struct built *b, const char *text)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)text,
                  .avail_in = (unsigned)strlen(text),
                  .next_out = b->bytes + b->n,
                  .avail_out = (unsigned)(ROOM - b->n)};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b->n += z.total_out;
    assert_int_equal(deflateEnd(&z), Z_OK);
    return z.total_out;
}

enum { NAME = 'a' + ('b' << 8) }; /* two letters */

static void add_file(struct built *b, const char *text)
{
    add(b, 0x04034b50, 4);
    add(b, 0, 22);
    add(b, 2, 2); /* length of the name */
    add(b, 0, 2);
    add(b, NAME, 2);
    size_t packed = add_packed(b, text), directory = b->n;
    add(b, 0x02014b50, 4);
    add(b, 0, 6);
    add(b, Z_DEFLATED, 2);
    add(b, 0, 8);
    add(b, packed, 4);
    add(b, strlen(text), 4);
    add(b, 2, 2);
    add(b, 0, 16);
    add(b, NAME, 2);
    size_t end = b->n;
    add(b, 0x06054b50, 4);
    add(b, 0, 4);
    add(b, 1, 2);
    add(b, 1, 2);
    add(b, end - directory, 4);
    add(b, directory, 4);
    add(b, 0, 2);
}

static bool is_whole(const char *text, size_t cut)
{
    static struct built b;
    b = (struct built){.f = folder_new()};
    add_file(&b, text);
    const char *path = folder_path(&b.f, "a.zip");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(b.bytes, 1, b.n - cut, file), b.n - cut);
    assert_int_equal(fclose(file), 0);
    bool is = archive_is_whole(path);
    folder_remove(&b.f);
    return is;
}

#define DECLARED "<?xml version=\"1.0\"?>\n"

static void a_file_whose_first_tag_is_closed_by_its_last_is_whole(void **state)
{
    (void)state;
    assert_true(is_whole(DECLARED "<sheet a=\"1\"><row/><row/></sheet>", 0));
    assert_true(is_whole(DECLARED "<sheet></sheet>\n", 0));
    assert_true(is_whole(DECLARED "<sheet/>", 0));
}

static void one_that_breaks_off_is_not_wherever_it_does(void **state)
{
    (void)state;
    const char *text = DECLARED "<sheet a=\"1\"><row><c/></row><row/></sheet>";
    for (size_t n = 0; n < strlen(text); n++) {
        char part[128];
        snprintf(part, sizeof part, "%.*s", (int)n, text);
        if (is_whole(part, 0))
            fail_msg("'%s'", part);
    }
}

static void long_files_are_looked_at_to_their_end(void **state)
{
    (void)state;
    static char text[ROOM * 4];
    size_t n = (size_t)snprintf(text, sizeof text, DECLARED "<sheet>");
    while (n < 300000)
        n += (size_t)snprintf(text + n, sizeof text - n, "<row n=\"%zu\"/>", n);
    assert_false(is_whole(text, 0));
    snprintf(text + n, sizeof text - n, "</sheets>");
    assert_false(is_whole(text, 0));
    snprintf(text + n, sizeof text - n, "</sheet>");
    assert_true(is_whole(text, 0));
}

static void an_archive_that_breaks_off_or_is_none_is_not_whole(void **state)
{
    (void)state;
    for (size_t cut = 1; cut < 100; cut++)
        assert_false(is_whole(DECLARED "<sheet></sheet>", cut));
    assert_false(archive_is_whole("/nonexistent"));
    assert_false(archive_is_whole("/"));
    assert_false(archive_is_whole("/dev/null"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_whose_first_tag_is_closed_by_its_last_is_whole),
        cmocka_unit_test(one_that_breaks_off_is_not_wherever_it_does),
        cmocka_unit_test(long_files_are_looked_at_to_their_end),
        cmocka_unit_test(an_archive_that_breaks_off_or_is_none_is_not_whole),
    };
    return cmocka_run_group_tests_name("output/archive", tests, NULL, NULL);
}
