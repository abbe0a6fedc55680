/* spread_alone.c - a program built without MPI; with MPI=1 spread_mpi.c stands in its place. */
#include "sim/experiment/spread.h"

const struct spread *spread_open(void)
{
    return NULL;
}

void spread_close(const struct spread *s)
{
    (void)s;
}

const char *spread_library(void)
{
    return NULL;
}
