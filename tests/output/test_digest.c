/* test_digest.c - SHA-256 against published vectors, and files against their bytes. */
#include "sim/output/digest.h"

#include <errno.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/folder.h"

static const char EMPTY[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/* FIPS 180-4 examples. */
static void published_vectors_are_met(void **state)
{
    (void)state;
    char text[DIGEST_TEXT_BYTES];
    digest_of_bytes("", 0, text);
    assert_string_equal(text, EMPTY);
    digest_of_bytes(NULL, 0, text);
    assert_string_equal(text, EMPTY);
    digest_of_bytes("abc", 3, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_of_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, text);
    assert_string_equal(text, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_file_has_the_digest_of_its_bytes_whatever_its_size(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    static char bytes[300001];
    static const size_t sizes[] = {0, 1, 4095, 4096, 65535, 65536, 65537, 300000};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char of_file[DIGEST_TEXT_BYTES], of_bytes[DIGEST_TEXT_BYTES];
        memset(bytes, 'a' + (int)i, sizes[i]);
        bytes[sizes[i]] = '\0';
        folder_put(&f, "file", bytes);
        assert_true(digest_of_file(folder_path(&f, "file"), of_file, &e));
        digest_of_bytes(bytes, sizes[i], of_bytes);
        assert_string_equal(of_file, of_bytes);
    }
    folder_remove(&f);
}

static void a_pipe_is_read_to_its_end(void **state)
{
    (void)state;
    int ends[2];
    char path[64], text[DIGEST_TEXT_BYTES];
    struct err e = {0};
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    assert_int_equal(close(ends[1]), 0);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_true(digest_of_file(path, text, &e));
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(close(ends[0]), 0);
}

static void what_cannot_be_read_is_told_with_path_and_reason(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    char text[DIGEST_TEXT_BYTES];
    assert_false(digest_of_file(folder_path(&f, "none"), text, &e));
    assert_int_equal(e.item[0].code, ERR_OPEN);
    assert_string_equal(e.item[0].arg[0], folder_path(&f, "none"));
    assert_string_equal(e.item[0].arg[1], strerror(ENOENT));
    assert_false(digest_of_file(f.path, text, &e)); /* opens, but cannot be read */
    assert_int_equal(e.item[1].code, ERR_OPEN);
    assert_string_equal(e.item[1].arg[1], strerror(EISDIR));
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors_are_met),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes_whatever_its_size),
        cmocka_unit_test(a_pipe_is_read_to_its_end),
        cmocka_unit_test(what_cannot_be_read_is_told_with_path_and_reason),
    };
    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
