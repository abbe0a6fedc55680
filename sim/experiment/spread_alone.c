/* spread_alone.c - a program built without MPI; with MPI=1 spread_mpi.c stands in its place. */
#include "sim/experiment/spread.h"

const struct spread *spread_open(struct arena *home)
{
    (void)home;
    return NULL;
}

void spread_close(const struct spread *s)
{
    (void)s;
}
