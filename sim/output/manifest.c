#include "sim/output/manifest.h"

#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/output/outfile.h"

bool manifest_take_file(const char *folder, const char *path, struct manifest_digest *item,
                        struct err *e)
{
    char whole[4096]; /* PATH_MAX of Linux */
    int n = snprintf(whole, sizeof whole, "%s%s%s", folder != NULL ? folder : "",
                     folder != NULL ? "/" : "", path);
    if (n < 0 || (size_t)n >= sizeof whole)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, "path too long");
    item->name = path;
    return digest_of_file(whole, item->digest, e);
}

static void print_text(struct text *out, const char *s)
{
    if (s != NULL)
        text_add_json(out, s);
    else
        text_add(out, "null");
}

/* `  "key": "value",` with the indent and what follows. */
static void line(struct text *out, const char *indent, const char *key, const char *value,
                 const char *end)
{
    text_add(out, indent);
    text_add_json(out, key);
    text_add(out, ": ");
    print_text(out, value);
    text_add(out, end);
}

static void line_of_count(struct text *out, const char *indent, const char *key, uint32_t n,
                          const char *end)
{
    text_addf(out, "%s\"%s\": %" PRIu32 "%s", indent, key, n, end);
}

static void line_of_flag(struct text *out, const char *indent, const char *key, bool flag)
{
    text_addf(out, "%s\"%s\": %s,\n", indent, key, flag ? "true" : "false");
}

static void lines_of_digests(struct text *out, const char *key, const char *name_key,
                             struct manifest_digests list)
{
    text_addf(out, "  \"%s\": [", key);
    for (size_t i = 0; i < list.count; i++) {
        text_addf(out, "%s    {\"%s\": ", i > 0 ? ",\n" : "\n", name_key);
        text_add_json(out, list.items[i].name);
        text_add(out, ", \"sha256\": ");
        text_add_json(out, list.items[i].digest);
        text_add(out, "}");
    }
    text_add(out, list.count > 0 ? "\n  ],\n" : "],\n");
}

void manifest_print(const struct manifest *m, struct text *out)
{
    text_add(out, "{\n");
    line(out, "  ", "schema", "manifest/1", ",\n");
    line(out, "  ", "program", m->program, ",\n");
    line(out, "  ", "version", m->version, ",\n");
    line(out, "  ", "run_id", m->run_id, ",\n");
    line(out, "  ", "command", m->command, ",\n");
    line(out, "  ", "lang", m->lang, ",\n");
    line(out, "  ", "scenario", m->scenario, ",\n");
    text_add(out, "  \"settings\": [");
    for (size_t i = 0; i < m->n_settings; i++) {
        text_add(out, i > 0 ? ", " : "");
        text_add_json(out, m->settings[i]);
    }
    text_add(out, "],\n");
    text_addf(out, "  \"seed\": \"%" PRIu64 "\",\n", m->seed);
    line_of_count(out, "  ", "replications", m->replications, ",\n");
    line_of_flag(out, "  ", "partial", m->is_partial);
    line(out, "  ", "scenario_sha256", m->scenario_digest, ",\n");
    line(out, "  ", "source_sha256", m->source_digest, ",\n");
    lines_of_digests(out, "inputs", "path", m->inputs);
    lines_of_digests(out, "tables", "name", m->tables);
    lines_of_digests(out, "outputs", "path", m->outputs);
    text_add(out, "  \"build\": {\n");
    line(out, "    ", "kind", m->build, ",\n");
    line_of_flag(out, "    ", "dirty", m->is_dirty);
    line(out, "    ", "compiler", m->compiler, ",\n");
    line(out, "    ", "flags", m->flags, ",\n");
    line(out, "    ", "mpi", m->mpi, "\n  },\n");
    text_add(out, "  \"run\": {\n");
    line(out, "    ", "started", m->started, ",\n");
    line(out, "    ", "finished", m->finished, ",\n");
    line(out, "    ", "host", m->host, ",\n");
    line_of_count(out, "    ", "threads", m->threads, ",\n");
    line_of_count(out, "    ", "ranks", m->ranks, "\n  }\n}\n");
}

bool manifest_write(const struct manifest *m, const char *folder, struct err *e)
{
    struct arena *home = arena_new(0);
    if (home == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "manifest.json");
    struct text path, content;
    text_init(&path, home);
    text_addf(&path, "%s/manifest.json", folder);
    text_init(&content, home);
    manifest_print(m, &content);
    bool ok = !path.failed && !content.failed;
    if (ok)
        ok = outfile_write(text_get(&path), text_get(&content), content.length, e);
    else
        (void)err_add(e, ERR_NOMEM, SRC_NOWHERE, "manifest.json");
    arena_free(home);
    return ok;
}

bool manifest_read_replications(const char *path, uint32_t *replications, bool *is_partial)
{
    /* A line that is longer comes in pieces; none of ours that counts is. */
    char piece[256], flag[8] = "", end;
    bool has_count = false, has_flag = false;
    uint32_t n = 0;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    while (fgets(piece, sizeof piece, in) != NULL) {
        has_count |= sscanf(piece, "  \"replications\": %9" SCNu32 "%c", &n, &end) == 2;
        has_flag |= sscanf(piece, "  \"partial\": %7[a-z]", flag) == 1;
    }
    bool is_read = ferror(in) == 0 && has_count && has_flag;
    (void)fclose(in);
    if (!is_read)
        return false;
    *replications = n;
    *is_partial = strcmp(flag, "false") != 0;
    return true;
}

/* ---- reading an origin ---- */

/* The whole line that begins with a key, in home; NULL when there is none, or without memory. */
static const char *find_line(FILE *in, const char *key, struct arena *home)
{
    char piece[256];
    struct text line;
    bool is_inside = false, is_start = true;
    text_init(&line, home);
    rewind(in);
    while (fgets(piece, sizeof piece, in) != NULL) {
        is_inside = is_inside || (is_start && strncmp(piece, key, strlen(key)) == 0);
        is_start = strchr(piece, '\n') != NULL;
        if (is_inside)
            text_add(&line, piece);
        if (is_inside && is_start)
            return line.failed ? NULL : text_get(&line) + strlen(key);
    }
    return NULL;
}

/* What stands behind a backslash, as text_add_json() writes it: a quote, a backslash, n, r, t, or
 * uXXXX for another control character. Returns its last byte. */
static const char *take_escape(const char *p, struct text *out)
{
    unsigned code = 0;
    static const char letters[] = "nrt", meant[] = "\n\r\t";
    const char *letter = *p != '\0' ? strchr(letters, *p) : NULL;
    char c = *p;
    if (letter != NULL)
        c = meant[letter - letters];
    if (*p == 'u' && sscanf(p + 1, "%4x", &code) == 1 && code < 0x80) {
        c = (char)code;
        p += 4;
    }
    text_add_bytes(out, &c, *p != '\0');
    return *p != '\0' ? p : p - 1;
}

/* The text between the next two quotes; *rest is behind the second. NULL when there is none, or
 * without memory. */
static const char *take_text(const char *from, const char **rest, struct arena *home)
{
    const char *p = strchr(from, '"');
    struct text out;
    text_init(&out, home);
    if (p == NULL)
        return NULL;
    for (p++; *p != '"' && *p != '\0'; p++) {
        if (*p == '\\')
            p = take_escape(p + 1, &out);
        else
            text_add_bytes(&out, p, 1);
    }
    *rest = p + 1;
    return *p == '"' && !out.failed ? text_get(&out) : NULL;
}

static bool read_settings(const char *line, struct manifest_origin *origin, struct arena *home)
{
    while (*line != '\0' && strchr(line, '"') != NULL) {
        if (origin->n_settings == MANIFEST_SETTINGS_MAX)
            return false;
        const char *setting = take_text(line, &line, home);
        if (setting == NULL)
            return false;
        origin->settings[origin->n_settings++] = setting;
    }
    return true;
}

/* The text behind a key, or NULL. */
static const char *find_text(FILE *in, const char *key, struct arena *home)
{
    const char *rest, *line = find_line(in, key, home);
    return line != NULL ? take_text(line, &rest, home) : NULL;
}

static bool read_origin(FILE *in, struct arena *home, struct manifest_origin *origin)
{
    const char *rest, *id = find_line(in, "  \"run_id\": ", home);
    const char *scenario = find_line(in, "  \"scenario\": ", home);
    const char *lang = find_line(in, "  \"lang\": ", home);
    const char *settings = find_line(in, "  \"settings\": ", home);
    const char *seed = find_line(in, "  \"seed\": ", home);
    const char *source = find_line(in, "  \"source_sha256\": ", home);
    if (id == NULL || scenario == NULL || settings == NULL || seed == NULL)
        return false;
    id = take_text(id, &rest, home);
    origin->scenario = take_text(scenario, &rest, home);
    origin->lang = lang != NULL ? take_text(lang, &rest, home) : NULL;
    if (id == NULL || strlen(id) != MANIFEST_ID_BYTES - 1 || origin->scenario == NULL)
        return false;
    memcpy(origin->run_id, id, MANIFEST_ID_BYTES);
    origin->source_digest = source != NULL ? take_text(source, &rest, home) : NULL;
    origin->command = find_text(in, "  \"command\": ", home);
    origin->version = find_text(in, "  \"version\": ", home);
    origin->finished = find_text(in, "    \"finished\": ", home);
    return sscanf(seed, "\"%" SCNu64 "\"", &origin->seed) == 1 &&
           read_settings(settings, origin, home);
}

bool manifest_read_origin(const char *path, struct arena *home, struct manifest_origin *origin)
{
    *origin = (struct manifest_origin){.n_settings = 0};
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    bool is_read = read_origin(in, home, origin);
    (void)fclose(in);
    return is_read && manifest_read_replications(path, &origin->replications, &origin->is_partial);
}

/* ---- reading digests ---- */

/* The next line, however long; NULL at the end or without memory. */
static const char *next_line(FILE *in, struct arena *home)
{
    char piece[256];
    struct text line;
    text_init(&line, home);
    while (fgets(piece, sizeof piece, in) != NULL) {
        text_add(&line, piece);
        if (strchr(piece, '\n') != NULL)
            break;
    }
    return line.length > 0 && !line.failed ? text_get(&line) : NULL;
}

/* {"path": "data/summary.csv", "sha256": "..."} */
static bool take_digest(const char *line, struct arena *home, struct manifest_digest *item)
{
    const char *rest = line;
    const char *texts[4] = {NULL};
    for (int i = 0; i < 4; i++) {
        texts[i] = take_text(rest, &rest, home);
        if (texts[i] == NULL)
            return false;
    }
    item->name = texts[1];
    if (strlen(texts[3]) != DIGEST_TEXT_BYTES - 1)
        return false;
    memcpy(item->digest, texts[3], DIGEST_TEXT_BYTES);
    return true;
}

static bool read_digests(FILE *in, const char *head, struct arena *home,
                         struct manifest_digest *items, size_t *n)
{
    bool is_inside = false;
    const char *line;
    while ((line = next_line(in, home)) != NULL) {
        if (is_inside && strncmp(line, "  ]", 3) == 0)
            return true;
        if (is_inside && (*n == MANIFEST_FILES_MAX || !take_digest(line, home, &items[(*n)++])))
            return false;
        is_inside = is_inside || strcmp(line, head) == 0;
    }
    return false;
}

bool manifest_read_digests(const char *path, const char *list, struct arena *home,
                           struct manifest_digests *digests)
{
    struct manifest_digest *items =
        arena_take_array(home, struct manifest_digest, MANIFEST_FILES_MAX);
    struct text head;
    size_t n = 0;
    text_init(&head, home);
    text_addf(&head, "  \"%s\": [\n", list);
    FILE *in = fopen(path, "rb");
    bool is_read = in != NULL && items != NULL;
    if (is_read)
        is_read = read_digests(in, text_get(&head), home, items, &n);
    if (in != NULL)
        (void)fclose(in);
    *digests = (struct manifest_digests){items, n};
    return is_read;
}

/* ---- the name of a run ---- */

static void add(struct sha256_ctx *state, const char *s)
{
    sha256_update(state, strlen(s), (const uint8_t *)s);
}

void manifest_run_digest(const char *scenario, struct manifest_digests inputs, uint64_t seed,
                         const char *source_digest, char digest[DIGEST_TEXT_BYTES])
{
    char number[64];
    struct sha256_ctx state;
    sha256_init(&state);
    (void)snprintf(number, sizeof number, "scenario %zu\n", strlen(scenario));
    add(&state, number);
    add(&state, scenario);
    add(&state, "\n");
    for (size_t i = 0; i < inputs.count; i++) {
        add(&state, "input ");
        add(&state, inputs.items[i].digest);
        add(&state, "\n");
    }
    (void)snprintf(number, sizeof number, "seed %" PRIu64 "\nsource ", seed);
    add(&state, number);
    add(&state, source_digest);
    add(&state, "\n");
    digest_end(&state, digest);
}

void manifest_run_id(const char *scenario, struct manifest_digests inputs, uint64_t seed,
                     const char *source_digest, char id[MANIFEST_ID_BYTES])
{
    char text[DIGEST_TEXT_BYTES];
    manifest_run_digest(scenario, inputs, seed, source_digest, text);
    memcpy(id, text, MANIFEST_ID_BYTES - 1);
    id[MANIFEST_ID_BYTES - 1] = '\0';
}
