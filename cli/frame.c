#include "cli/frame.h"

#include "cli/cmd.h"
#include "cli/diagnose.h"
#include "cli/help.h"
#include "cli/words.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/spread.h"

void frame_say(const struct frame *f, FILE *to, enum phrase p, const char *a, const char *b)
{
    struct text t;
    if (!spread_is_first(f->spread))
        return;
    text_init(&t, f->home);
    phrase_add(&t, p, f->japanese, a, b);
    fprintf(to, "%s\n", text_get(&t));
}

int frame_fail(const struct frame *f, enum frame_exit code)
{
    struct text t;
    text_init(&t, f->home);
    if (f->options.json)
        diagnose_json(&f->err, f->japanese, &t);
    else
        diagnose_print(&f->err, f->japanese, &t);
    text_add(&t, f->options.json ? "\n" : "");
    if (spread_is_first(f->spread))
        fputs(text_get(&t), f->options.json ? stdout : stderr);
    return f->err.item[0].code == ERR_NOMEM ? FRAME_FAILED : (int)code;
}

/* The words after the command are read into f->options; *said is what is wrong with them. */
static int perform(const struct cmd *command, bool is_read, const struct text *said,
                   struct frame *f)
{
    bool speaks = spread_is_first(f->spread);
    if (!is_read) {
        if (speaks)
            fprintf(stderr, "madosim %s: %s\n", command->name, text_get(said));
        frame_say(f, stderr, PHRASE_USAGE_HINT, command->name, "");
        return FRAME_USAGE;
    }
    if (!f->options.help)
        return command->perform(f);
    struct text help;
    text_init(&help, f->home);
    help_print(command, f->japanese, &help);
    if (speaks)
        fputs(text_get(&help), stdout);
    return FRAME_OK;
}

int frame_run(const struct cmd *command, int argc, char **argv)
{
    BUG_IF(command->size < sizeof(struct frame));
    struct arena *home = arena_new(0);
    struct frame *f = home != NULL ? arena_take(home, 1, command->size) : NULL;
    if (f == NULL) {
        fputs("madosim: no memory\n", stderr);
        arena_free(home);
        return FRAME_FAILED;
    }
    struct text said;
    f->home = home;
    f->spread = command->is_spread ? spread_open(home) : NULL;
    text_init(&said, home);
    bool is_read = options_read(command, argc, argv, &f->options, &said);
    f->japanese = words_japanese(f->options.lang);
    int code = perform(command, is_read, &said, f);
    spread_close(f->spread);
    arena_free(home);
    return code;
}
