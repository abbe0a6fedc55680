/* watch.h - says so when a rank of the job is lost: the launcher then ends the others by
 * SIGTERM, and rank 0 has a second or so. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Under the lock: kept. */
struct watch {
    pthread_t thread;
    pthread_mutex_t lock;
    uint32_t kept;    /* replications */
    const char *path; /* where */
    bool japanese;
};

/* From now on SIGTERM, which spread_open() has blocked, ends the process with one sentence
 * and exit code 1, whatever the other threads wait for. false when no thread can be had. */
bool watch_begin(struct watch *w, const char *path, bool japanese);

void watch_kept(struct watch *w, uint32_t replications);
void watch_end(struct watch *w);

#endif
