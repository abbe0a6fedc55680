/* spread_mpi.c - ranks of MPI; the only file that knows it, and built with MPI=1 alone.
 *
 * One thread of each process calls it (MPI_THREAD_FUNNELED). An error of MPI itself ends the
 * job, as MPI does by default: whoever started it ends the other ranks by SIGTERM. */
#include "sim/experiment/spread.h"

#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

struct job {
    struct spread spread;
    int64_t own[SPREAD_NEWS], most[SPREAD_NEWS]; /* of the round under way */
    MPI_Request round;
    char library[MPI_MAX_LIBRARY_VERSION_STRING];
};

static bool poll_all(void *context, const int64_t own[SPREAD_NEWS], int64_t most[SPREAD_NEWS])
{
    struct job *j = context;
    int is_done = 0;
    if (j->round == MPI_REQUEST_NULL) {
        memcpy(j->own, own, sizeof j->own);
        MPI_Iallreduce(j->own, j->most, SPREAD_NEWS, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD,
                       &j->round);
    }
    MPI_Test(&j->round, &is_done, MPI_STATUS_IGNORE);
    if (is_done)
        memcpy(most, j->most, sizeof j->most);
    return is_done;
}

static void most_of_all(void *context, int64_t *words, size_t n)
{
    (void)context;
    MPI_Allreduce(MPI_IN_PLACE, words, (int)n, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
}

static void sum_to_first(void *context, uint64_t *words, size_t n)
{
    const struct job *j = context;
    bool is_first = j->spread.rank == 0;
    MPI_Reduce(is_first ? MPI_IN_PLACE : words, is_first ? words : NULL, (int)n, MPI_UINT64_T,
               MPI_SUM, 0, MPI_COMM_WORLD);
}

static void send_to_first(void *context, uint32_t from, void *bytes, size_t n)
{
    const struct job *j = context;
    enum { TAG = 1 };
    if (j->spread.rank == 0)
        MPI_Recv(bytes, (int)n, MPI_BYTE, (int)from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    else
        MPI_Send(bytes, (int)n, MPI_BYTE, 0, TAG, MPI_COMM_WORLD);
}

/* Processors of the machine, divided among the ranks that share it. */
static uint32_t count_threads(void)
{
    MPI_Comm machine;
    int ranks;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
    MPI_Comm_size(machine, &ranks);
    MPI_Comm_free(&machine);
    return processors > ranks ? (uint32_t)(processors / ranks) : 1;
}

/* Before MPI starts threads of its own, for they inherit it. */
static void block_term(int how)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    BUG_IF(pthread_sigmask(how, &set, NULL) != 0);
}

static bool make_job(struct job *j)
{
    int rank, ranks, length, given;
    block_term(SIG_BLOCK);
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given) != MPI_SUCCESS)
        return false;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    MPI_Get_library_version(j->library, &length);
    j->library[strcspn(j->library, ",\n")] = '\0';
    j->round = MPI_REQUEST_NULL;
    j->spread = (struct spread){.rank = (uint32_t)rank,
                                .ranks = (uint32_t)ranks,
                                .threads = count_threads(),
                                .library = j->library,
                                .context = j,
                                .poll = poll_all,
                                .most = most_of_all,
                                .sum = sum_to_first,
                                .send = send_to_first};
    if (rank > 0 || ranks == 1)
        block_term(SIG_UNBLOCK);
    return true;
}

const struct spread *spread_open(struct arena *home)
{
    struct job *j = arena_take_array(home, struct job, 1);
    return j != NULL && make_job(j) ? &j->spread : NULL;
}

void spread_close(const struct spread *s)
{
    if (s != NULL)
        MPI_Finalize();
}
