#include "cli/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
    if (fflush(stdout) == 0 && !ferror(stdout))
        return FRAME_OK;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    return frame_fail(f, FRAME_FAILED);
}

/* Whoever closes a stream ("madosim run FILE >&-") leaves its number to the next file that is
 * opened, and what is meant for the reader would end up in there. */
static void hold_streams(void)
{
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++)
        if (fcntl(number, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", O_RDONLY); /* takes the least free number; writing fails */
}

int frame_run(const struct cmd *command, int argc, char **argv)
{
    BUG_IF(command->size < sizeof(struct frame));
    hold_streams();
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
