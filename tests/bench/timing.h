/* timing.h - what the benchmarks share: clock, median, rows of the table. */
#ifndef TESTS_BENCH_TIMING_H
#define TESTS_BENCH_TIMING_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define TIMING_HEADER "case,unit,median_ns,limit_ns,ratio,peak_kib,threads"

/* The processor's time, which a busy machine stretches least; of several threads the time
 * that passes. */
static inline double timing_ns(uint32_t threads)
{
    struct timespec t;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static inline int timing_by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

/* Sorts them. */
static inline double timing_median(double *value, int n)
{
    qsort(value, (size_t)n, sizeof *value, timing_by_value);
    return value[n / 2];
}

static inline long timing_peak_kib(void)
{
    struct rusage use;
    return getrusage(RUSAGE_SELF, &use) == 0 ? use.ru_maxrss : 0;
}

/* limit_ns 0: there is none. ratio 0: median over limit. */
static inline void timing_row(const char *name, const char *unit, double ns, double limit_ns,
                              double ratio, int threads)
{
    printf("%s,%s,%.2f,", name, unit, ns);
    if (limit_ns > 0)
        printf("%.2f,%.3f", limit_ns, ratio > 0 ? ratio : ns / limit_ns);
    else
        printf(",");
    printf(",%ld,%d\n", timing_peak_kib(), threads);
}

#endif
