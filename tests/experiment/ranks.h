/* ranks.h - a few ranks as threads of one process: what MPI carries, by shared memory. */
#ifndef TESTS_EXPERIMENT_RANKS_H
#define TESTS_EXPERIMENT_RANKS_H

#include <pthread.h>
#include <string.h>

#include "sim/experiment/spread.h"
#include "tests/support/check.h"

enum { RANKS_MAX = 5, RANKS_WORDS = 262144 };

struct ranks_round {
    uint32_t in, out;
    int64_t most[SPREAD_NEWS];
};

struct ranks {
    uint32_t n;
    pthread_barrier_t all;
    pthread_mutex_t lock;
    struct ranks_round round[2]; /* of the poll: a fast rank may begin the next one */
    uint64_t *words[RANKS_MAX];  /* whose words they are, between two barriers */
    unsigned char mail[65536];
    pthread_barrier_t pair;
};

struct ranks_one {
    struct spread spread;
    struct ranks *job;
    uint64_t rounds;
    bool has_said;
};

static inline bool ranks_poll(void *context, const int64_t own[SPREAD_NEWS],
                              int64_t most[SPREAD_NEWS])
{
    struct ranks_one *o = context;
    struct ranks_round *r = &o->job->round[o->rounds % 2];
    pthread_mutex_lock(&o->job->lock);
    if (!o->has_said) {
        for (int i = 0; i < SPREAD_NEWS; i++)
            if (r->in == 0 || own[i] > r->most[i])
                r->most[i] = own[i];
        r->in++;
        o->has_said = true;
    }
    bool is_done = r->in == o->job->n;
    if (is_done) {
        memcpy(most, r->most, sizeof r->most);
        o->rounds++;
        o->has_said = false;
        if (++r->out == o->job->n)
            r->in = r->out = 0;
    }
    pthread_mutex_unlock(&o->job->lock);
    return is_done;
}

static inline void ranks_most(void *context, int64_t *words, size_t n)
{
    struct ranks_one *o = context;
    struct ranks *j = o->job;
    int64_t most[8];
    assert_true(n <= COUNT_OF(most));
    j->words[o->spread.rank] = (uint64_t *)words;
    pthread_barrier_wait(&j->all);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < j->n; k++)
            if (k == 0 || (int64_t)j->words[k][i] > most[i])
                most[i] = (int64_t)j->words[k][i];
    pthread_barrier_wait(&j->all);
    memcpy(words, most, n * sizeof *words);
}

static inline void ranks_sum(void *context, uint64_t *words, size_t n)
{
    struct ranks_one *o = context;
    struct ranks *j = o->job;
    assert_true(n <= RANKS_WORDS);
    j->words[o->spread.rank] = words;
    pthread_barrier_wait(&j->all);
    for (uint32_t k = 1; k < j->n && o->spread.rank == 0; k++)
        for (size_t i = 0; i < n; i++)
            words[i] += j->words[k][i];
    pthread_barrier_wait(&j->all);
    if (o->spread.rank > 0)
        memset(words, 0xAA, n * sizeof *words);
}

static inline void ranks_send(void *context, uint32_t from, void *bytes, size_t n)
{
    struct ranks_one *o = context;
    struct ranks *j = o->job;
    assert_true(n <= sizeof j->mail);
    if (o->spread.rank == from)
        memcpy(j->mail, bytes, n);
    pthread_barrier_wait(&j->pair);
    if (o->spread.rank == 0)
        memcpy(bytes, j->mail, n);
}

static inline void ranks_open(struct ranks *j, uint32_t n, struct ranks_one *ones)
{
    memset(j, 0, sizeof *j);
    j->n = n;
    pthread_mutex_init(&j->lock, NULL);
    pthread_barrier_init(&j->all, NULL, n);
    pthread_barrier_init(&j->pair, NULL, 2);
    for (uint32_t i = 0; i < n; i++)
        ones[i] = (struct ranks_one){.job = j,
                                     .spread = {.rank = i,
                                                .ranks = n,
                                                .threads = 1,
                                                .library = "threads",
                                                .context = &ones[i],
                                                .poll = ranks_poll,
                                                .most = ranks_most,
                                                .sum = ranks_sum,
                                                .send = ranks_send}};
}

static inline void ranks_close(struct ranks *j)
{
    pthread_barrier_destroy(&j->pair);
    pthread_barrier_destroy(&j->all);
    pthread_mutex_destroy(&j->lock);
}

#endif
