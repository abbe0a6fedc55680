/* run_block.c - the engine's entry points natively: what the WebAssembly module has to repeat.
 *
 *   run_block compile ward|queue SCENARIO BLOCK [KEY=VALUE ...]   writes the compiled scenario
 *   run_block run ward|queue BLOCK SEED FROM TO                   runs replications FROM to TO
 *   run_block exp                                                 digest of the C library's exp
 *
 * `run` prints digests as tests/wasm/run_block.mjs does, and to stderr the processor time of
 * the quickest replication.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "models/queue/design.h"
#include "models/queue/setup.h"
#include "models/ward/compile.h"
#include "models/ward/scenario.h"
#include "page/entry.h"
#include "sim/base/arena.h"
#include "sim/output/digest.h"

/* A mistake in a test's command: what, and no more. */
static void need(bool is_so, const char *what)
{
    if (is_so)
        return;
    fprintf(stderr, "run_block: %s\n", what);
    exit(2);
}

static void *need_memory(void *memory)
{
    need(memory != NULL, "memory");
    return memory;
}

static void print_digest(const char *name, const void *words, size_t bytes)
{
    char text[DIGEST_TEXT_BYTES];
    digest_of_bytes(words, bytes, text);
    printf("%s %zu %s\n", name, bytes, text);
}

static enum entry_model model_of(const char *name)
{
    if (strcmp(name, "ward") == 0)
        return ENTRY_WARD;
    need(strcmp(name, "queue") == 0, "the model is ward or queue");
    return ENTRY_QUEUE;
}

/* ---- compile ---- */

static const void *compile_ward(const char *scenario, const char *const *set, size_t n_set,
                                struct arena *home, struct err *e, uint64_t *bytes)
{
    struct scenario_data *d = need_memory(arena_take(home, 1, sizeof *d));
    const struct plan *p =
        scenario_read(scenario, set, n_set, home, d, e) ? compile_plan(d, home, e) : NULL;
    *bytes = p != NULL ? p->bytes : 0;
    return p;
}

static const void *compile_queue(const char *scenario, const char *const *set, size_t n_set,
                                 struct arena *home, struct err *e, uint64_t *bytes)
{
    struct setup_data *d = need_memory(arena_take(home, 1, sizeof *d));
    const struct design *p =
        setup_read(scenario, set, n_set, home, d, e) ? design_make(d, home, e) : NULL;
    *bytes = p != NULL ? p->bytes : 0;
    return p;
}

static int compile(int n, char **arg)
{
    struct arena *home = need_memory(arena_new(0));
    struct err e = {0};
    uint64_t bytes;
    const char *const *set = (const char *const *)(arg + 3);
    size_t n_set = (size_t)(n - 3);
    const void *block = model_of(arg[0]) == ENTRY_WARD
                            ? compile_ward(arg[1], set, n_set, home, &e, &bytes)
                            : compile_queue(arg[1], set, n_set, home, &e, &bytes);
    if (block == NULL) {
        fprintf(stderr, "%s:%d: M%03d %s %s\n", arg[1], e.item[0].at.line, (int)e.item[0].code,
                e.item[0].arg[0], e.item[0].arg[1]);
        exit(2);
    }
    FILE *f = fopen(arg[2], "wb");
    need(f != NULL, arg[2]);
    bool is_written = fwrite(block, 1, bytes, f) == bytes;
    is_written = fclose(f) == 0 && is_written;
    arena_free(home);
    return is_written ? 0 : 2;
}

/* ---- run ---- */

static struct entry *load(const char *model, const char *path)
{
    FILE *f = fopen(path, "rb");
    need(f != NULL && fseek(f, 0, SEEK_END) == 0, path);
    long bytes = ftell(f);
    rewind(f);
    struct entry *e =
        need_memory(bytes > 0 ? entry_new((int32_t)model_of(model), (uint32_t)bytes) : NULL);
    need(fread(entry_plan(e), 1, (size_t)bytes, f) == (size_t)bytes, path);
    fclose(f);
    need(entry_open(e, 0) == ENTRY_FINE, "entry_open");
    return e;
}

static int run(char **arg)
{
    struct entry *e = load(arg[0], arg[1]);
    uint64_t seed = strtoull(arg[2], NULL, 10);
    uint32_t from = (uint32_t)strtoul(arg[3], NULL, 10), to = (uint32_t)strtoul(arg[4], NULL, 10);
    double quickest = HUGE_VAL;
    for (uint32_t r = from; r <= to; r++) {
        clock_t start = clock();
        int32_t status = entry_run(e, r, (uint32_t)seed, (uint32_t)(seed >> 32));
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        need(status == ENTRY_FINE, "entry_run");
        quickest = seconds < quickest ? seconds : quickest;
        printf("replication %u ", (unsigned)r);
        print_digest("record", entry_record(e), entry_record_words(e) * sizeof(int64_t));
    }
    print_digest("sums", entry_sums(e), entry_sum_words(e) * sizeof(int64_t));
    print_digest("bins", entry_bins(e), entry_bin_words(e) * sizeof(uint32_t));
    fprintf(stderr, "%.4f s\n", quickest);
    entry_free(e);
    return 0;
}

/* Differs with and without fused multiply-add where the C library chooses by processor. */
static int print_exp(void)
{
    enum { VALUES = 100000 };
    double *x = need_memory(calloc(VALUES, sizeof *x));
    for (int i = 0; i < VALUES; i++)
        x[i] = exp(-i * 0x1p-12);
    print_digest("exp", x, VALUES * sizeof *x);
    free(x);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "compile") == 0)
        return compile(argc - 2, argv + 2);
    if (argc == 7 && strcmp(argv[1], "run") == 0)
        return run(argv + 2);
    if (argc == 2 && strcmp(argv[1], "exp") == 0)
        return print_exp();
    need(false, "compile|run|exp, see the head of run_block.c");
    return 2;
}
