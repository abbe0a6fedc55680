/* test_manifest.c - the manifest tells all, and the run id depends on what it must only. */
#include "sim/output/manifest.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const struct manifest_digest inputs[] = {{"base/yokohama.yaml", A64}, {"夏.yaml", B64}};
static const struct manifest_digest outputs[] = {{"data/summary.csv", B64}};

static const char *const settings[] = {"wards.青葉.mode=booking", "title=\"a\\b\"\t\x01"};

static const struct manifest whole = {
    .program = "madosim",
    .version = "0.1.0",
    .run_id = "3f9a1c07",
    .command = "madosim run '夏.yaml' --seed 7",
    .lang = "ja",
    .scenario = "夏.yaml",
    .settings = settings,
    .n_settings = 2,
    .seed = UINT64_MAX,
    .replications = 200,
    .scenario_digest = A64,
    .source_digest = B64,
    .inputs = {inputs, 2},
    .outputs = {outputs, 1},
    .compiler = "gcc 12.2.0",
    .flags = "-O2 -D'V=\"1\"'",
    .build = "release",
    .is_dirty = true,
    .started = "2020-07-27T08:45:00+09:00",
    .finished = "2020-07-27T08:45:38+09:00",
    .host = "kana",
    .threads = 8,
    .ranks = 1,
};

static const char WANT[] = "{\n"
                           "  \"schema\": \"manifest/1\",\n"
                           "  \"program\": \"madosim\",\n"
                           "  \"version\": \"0.1.0\",\n"
                           "  \"run_id\": \"3f9a1c07\",\n"
                           "  \"command\": \"madosim run '夏.yaml' --seed 7\",\n"
                           "  \"lang\": \"ja\",\n"
                           "  \"scenario\": \"夏.yaml\",\n"
                           "  \"settings\": [\"wards.青葉.mode=booking\", "
                           "\"title=\\\"a\\\\b\\\"\\t\\u0001\"],\n"
                           "  \"seed\": \"18446744073709551615\",\n"
                           "  \"replications\": 200,\n"
                           "  \"partial\": false,\n"
                           "  \"scenario_sha256\": \"" A64 "\",\n"
                           "  \"source_sha256\": \"" B64 "\",\n"
                           "  \"inputs\": [\n"
                           "    {\"path\": \"base/yokohama.yaml\", \"sha256\": \"" A64 "\"},\n"
                           "    {\"path\": \"夏.yaml\", \"sha256\": \"" B64 "\"}\n"
                           "  ],\n"
                           "  \"tables\": [],\n"
                           "  \"outputs\": [\n"
                           "    {\"path\": \"data/summary.csv\", \"sha256\": \"" B64 "\"}\n"
                           "  ],\n"
                           "  \"build\": {\n"
                           "    \"kind\": \"release\",\n"
                           "    \"dirty\": true,\n"
                           "    \"compiler\": \"gcc 12.2.0\",\n"
                           "    \"flags\": \"-O2 -D'V=\\\"1\\\"'\",\n"
                           "    \"mpi\": null\n"
                           "  },\n"
                           "  \"run\": {\n"
                           "    \"started\": \"2020-07-27T08:45:00+09:00\",\n"
                           "    \"finished\": \"2020-07-27T08:45:38+09:00\",\n"
                           "    \"host\": \"kana\",\n"
                           "    \"threads\": 8,\n"
                           "    \"ranks\": 1\n"
                           "  }\n"
                           "}\n";

static void every_fact_has_its_key_in_a_fixed_order(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    manifest_print(&whole, &out);
    assert_string_equal(text_get(&out), WANT);
    arena_free(home);
}

/* The part before "run" is the same on another day, host and number of threads. */
static void times_and_host_stand_in_the_last_object_only(void **state)
{
    (void)state;
    struct manifest other = whole;
    other.started = other.finished = "2031-01-01T00:00:00+09:00";
    other.host = "elsewhere";
    other.threads = 1;
    other.ranks = 64;
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    manifest_print(&other, &out);
    size_t same = (size_t)(strstr(WANT, "  \"run\": {") - WANT);
    assert_memory_equal(text_get(&out), WANT, same);
    assert_string_not_equal(text_get(&out) + same, WANT + same);
    arena_free(home);
}

static void the_file_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    assert_true(manifest_write(&whole, f.path, &e));
    char *got = folder_get(&f, "manifest.json", NULL);
    assert_string_equal(got, WANT);
    free(got);
    assert_false(folder_has(&f, "manifest.json.part"));
    folder_remove(&f);
    assert_false(manifest_write(&whole, f.path, &e)); /* the folder is gone */
    assert_int_equal(e.item[0].code, ERR_WRITE);
}

static void files_are_taken_with_their_digest(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    struct manifest_digest item;
    static const char *const abc =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    folder_put(&f, "x.csv", "abc");
    assert_true(manifest_take_file(f.path, "x.csv", &item, &e));
    assert_string_equal(item.name, "x.csv");
    assert_string_equal(item.digest, abc);
    assert_true(manifest_take_file(NULL, folder_path(&f, "x.csv"), &item, &e));
    assert_string_equal(item.digest, abc);
    assert_false(manifest_take_file(f.path, "none.csv", &item, &e));
    assert_int_equal(e.item[0].code, ERR_OPEN);
    static char path[5000];
    memset(path, 'a', sizeof path - 1);
    assert_false(manifest_take_file(f.path, path, &item, &e));
    assert_int_equal(e.item[1].code, ERR_OPEN);
    folder_remove(&f);
}

static const struct manifest_digest a_and_b[] = {
    {"a", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
    {"b", "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"},
};

/* Each from `printf ... | sha256sum` with the bytes that manifest.h tells. */
static void run_ids_are_the_digest_of_the_bytes_that_are_documented(void **state)
{
    (void)state;
    char id[MANIFEST_ID_BYTES];
    manifest_run_id("id: x\n\n", (struct manifest_digests){a_and_b, 2}, UINT64_MAX, "abc", id);
    assert_string_equal(id, "ab3d5b05");
    manifest_run_id("", (struct manifest_digests){NULL, 0}, 1, "", id);
    assert_string_equal(id, "f2e8ba72");
}

static void run_ids_change_with_each_part_and_with_the_order_of_inputs(void **state)
{
    (void)state;
    const struct manifest_digest b_and_a[] = {a_and_b[1], a_and_b[0]};
    struct manifest_digest renamed[] = {a_and_b[0], a_and_b[1]};
    renamed[0].name = "elsewhere/a";
    char id[6][MANIFEST_ID_BYTES], same[MANIFEST_ID_BYTES];
    manifest_run_id("x", (struct manifest_digests){a_and_b, 2}, 1, "s", id[0]);
    manifest_run_id("y", (struct manifest_digests){a_and_b, 2}, 1, "s", id[1]);
    manifest_run_id("x", (struct manifest_digests){a_and_b, 1}, 1, "s", id[2]);
    manifest_run_id("x", (struct manifest_digests){b_and_a, 2}, 1, "s", id[3]);
    manifest_run_id("x", (struct manifest_digests){a_and_b, 2}, 2, "s", id[4]);
    manifest_run_id("x", (struct manifest_digests){a_and_b, 2}, 1, "t", id[5]);
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < i; k++)
            assert_string_not_equal(id[i], id[k]);
    }
    manifest_run_id("x", (struct manifest_digests){renamed, 2}, 1, "s", same);
    assert_string_equal(same, id[0]);
}

static void replications_are_read_back_from_what_was_written(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    struct manifest m = whole;
    const char *path = folder_path(&f, "manifest.json");
    uint32_t n = 0;
    bool is_partial = true;
    char command[600] = "";
    memset(command, 'x', sizeof command - 1);
    m.command = command; /* a line longer than any that is looked for */
    assert_true(manifest_write(&m, f.path, &e));
    assert_true(manifest_read_replications(path, &n, &is_partial));
    assert_int_equal(n, 200);
    assert_false(is_partial);
    m.is_partial = true;
    m.replications = 1000000;
    assert_true(manifest_write(&m, f.path, &e));
    assert_true(manifest_read_replications(path, &n, &is_partial));
    assert_int_equal(n, 1000000);
    assert_true(is_partial);
    folder_remove(&f);
}

static void a_manifest_that_tells_no_replications_changes_nothing(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "{}", "  \"replications\": 3,\n",
                                      "  \"partial\": false,\n",
                                      "  \"replications\": many,\n  \"partial\": false,\n"};
    struct folder f = folder_new();
    uint32_t n = 7;
    bool is_partial = true;
    const char *path = folder_path(&f, "manifest.json");
    assert_false(manifest_read_replications(path, &n, &is_partial));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        folder_put(&f, "manifest.json", bad[i]);
        assert_false(manifest_read_replications(path, &n, &is_partial));
    }
    assert_int_equal(n, 7);
    assert_true(is_partial);
    folder_remove(&f);
}

static void digests_of_files_are_read_back(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct arena *home = arena_new(0);
    struct manifest_digests got;
    struct err e = {0};
    const char *path = folder_path(&f, "manifest.json");
    assert_false(manifest_read_digests(path, "inputs", home, &got));
    assert_true(manifest_write(&whole, f.path, &e));
    path = folder_path(&f, "manifest.json");
    assert_true(manifest_read_digests(path, "inputs", home, &got));
    assert_int_equal(got.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(got.items[i].name, inputs[i].name);
        assert_string_equal(got.items[i].digest, inputs[i].digest);
    }
    assert_true(manifest_read_digests(path, "outputs", home, &got));
    assert_int_equal(got.count, 1);
    assert_string_equal(got.items[0].name, "data/summary.csv");
    assert_false(manifest_read_digests(path, "nothing", home, &got));
    arena_free(home);
    folder_remove(&f);
}

static void what_a_folder_was_made_from_is_read_back(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct arena *home = arena_new(0);
    struct manifest_origin got;
    struct err e = {0};
    assert_false(manifest_read_origin(folder_path(&f, "manifest.json"), home, &got));
    assert_true(manifest_write(&whole, f.path, &e));
    assert_true(manifest_read_origin(folder_path(&f, "manifest.json"), home, &got));
    assert_string_equal(got.run_id, "3f9a1c07");
    assert_string_equal(got.scenario, "夏.yaml");
    assert_string_equal(got.source_digest, whole.source_digest);
    assert_string_equal(got.lang, "ja");
    assert_int_equal(got.n_settings, 2);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(got.settings[i], settings[i]);
    assert_true(got.seed == UINT64_MAX);
    assert_int_equal(got.replications, 200);
    assert_false(got.is_partial);
    assert_string_equal(got.command, whole.command);
    assert_string_equal(got.version, whole.version);
    assert_string_equal(got.finished, whole.finished);
    struct manifest without = whole;
    without.command = NULL;
    without.n_settings = 0;
    without.lang = NULL;
    without.is_partial = true;
    assert_true(manifest_write(&without, f.path, &e));
    assert_true(manifest_read_origin(folder_path(&f, "manifest.json"), home, &got));
    assert_int_equal(got.n_settings, 0);
    assert_null(got.command);
    assert_null(got.lang);
    assert_true(got.is_partial);
    without.scenario = NULL;
    assert_true(manifest_write(&without, f.path, &e));
    assert_false(manifest_read_origin(folder_path(&f, "manifest.json"), home, &got));
    arena_free(home);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_of_files_are_read_back),
        cmocka_unit_test(what_a_folder_was_made_from_is_read_back),
        cmocka_unit_test(every_fact_has_its_key_in_a_fixed_order),
        cmocka_unit_test(times_and_host_stand_in_the_last_object_only),
        cmocka_unit_test(the_file_is_written_whole_or_not_at_all),
        cmocka_unit_test(files_are_taken_with_their_digest),
        cmocka_unit_test(run_ids_are_the_digest_of_the_bytes_that_are_documented),
        cmocka_unit_test(run_ids_change_with_each_part_and_with_the_order_of_inputs),
        cmocka_unit_test(replications_are_read_back_from_what_was_written),
        cmocka_unit_test(a_manifest_that_tells_no_replications_changes_nothing),
    };
    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
