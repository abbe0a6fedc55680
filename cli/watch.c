#include "cli/watch.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/frame.h"
#include "cli/phrase.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* Memory of its own: the others go on working while it speaks. */
static void say(struct watch *w)
{
    struct arena *home = arena_new(0);
    if (home == NULL)
        return;
    struct text number, t;
    text_init(&number, home);
    text_init(&t, home);
    pthread_mutex_lock(&w->lock);
    text_addf(&number, "%u", w->kept);
    phrase_add(&t, w->kept > 0 ? PHRASE_LOST : PHRASE_LOST_ALL, w->japanese, text_get(&number),
               w->path);
    pthread_mutex_unlock(&w->lock);
    fprintf(stderr, "\n%s\n", text_get(&t));
}

static void *wait_for_term(void *watch)
{
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    if (sigwait(&set, &got) != 0)
        return NULL;
    say(watch);
    _exit(FRAME_FAILED);
}

bool watch_begin(struct watch *w, const char *path, bool japanese)
{
    *w = (struct watch){.path = path, .japanese = japanese};
    BUG_IF(pthread_mutex_init(&w->lock, NULL) != 0);
    return pthread_create(&w->thread, NULL, wait_for_term, w) == 0;
}

void watch_kept(struct watch *w, uint32_t replications)
{
    pthread_mutex_lock(&w->lock);
    w->kept = replications;
    pthread_mutex_unlock(&w->lock);
}

void watch_end(struct watch *w)
{
    pthread_cancel(w->thread);
    pthread_join(w->thread, NULL);
    pthread_mutex_destroy(&w->lock);
}
