/* yardstick_priority.h - mean waits of classes with priority: Poisson arrivals, class 0 served
 * first, first come first served within a class (outside the core).
 *
 * Rates are per one unit of time, times in that unit. Where the load of a class and those above
 * it reaches the servers, the class and those below it wait for ever (INFINITY); the classes
 * above are still right. May be called by any number of threads. Checked by
 * tests/engine/test_yardstick_priority.c. */
#ifndef SIM_YARDSTICK_PRIORITY_H
#define SIM_YARDSTICK_PRIORITY_H

#include <stddef.h>
#include <stdint.h>

/* Nobody is interrupted; M/M/c with one service rate for all: fills wait[i] with
 *   Wq_i = W0 / ((1 - s_{i-1}) (1 - s_i)),  W0 = C(c, a) / (c mu),
 * s_i = load of classes 0..i / c, a = load of all. Rates > 0, classes >= 1. Relative error
 * 1e-13 / (1 - s_i)^2. Cost: servers + classes. Source: Cobham 1954 (from memory). Check: rates
 * 0.2, 0.6, 1.2, mu 3, one server: 0.238095, 0.324675, 0.909091 (Hillier & Lieberman, recalled,
 * print .238, .325, .889: the last is a slip of theirs). */
void sim_yardstick_priority_polite(const double *arrival_rate, size_t classes, double service_rate,
                                   uint32_t servers, double *wait);

/* Whoever comes interrupts the lowest class in service, who resumes later: the classes 0..i
 * are an M/M/c of their own, lambda_i Wq_i = Lq(0..i) - Lq(0..i-1). wait[i] is mean time in
 * the office less a service time, interruptions included. Range as above; absolute error
 * 1e-13 Lq / lambda_i, by that subtraction. Cost: classes * servers. Source: Kleinrock 1976,
 * Queueing Systems II, ch. 3 (from memory). Check: the rates above: 0.023810, 0.153680,
 * 1.030303; two servers 0.000371, 0.007921, 0.065422 (Hillier & Lieberman, recalled, print
 * .024, .154, 1.033; .00037, .00793, .06542). */
void sim_yardstick_priority_preemptive(const double *arrival_rate, size_t classes,
                                       double service_rate, uint32_t servers, double *wait);

struct sim_yardstick_priority_class {
    double arrival_rate; /* > 0  */
    double service_mean; /* > 0  */
    double service_cv;   /* >= 0; standard deviation / mean */
};

/* Nobody is interrupted; M/G/1 with a service of its own for each class: Cobham's formula with
 * W0 = sum of lambda_i E[S_i^2] / 2. Of classes that cannot all be served, what the server has
 * time for counts into W0. Relative error 1e-15 / (1 - s_i)^2. Cost: classes. Check: one class
 * of rate 0.8, mean 1, cv 0: Wq 2. */
void sim_yardstick_priority_single(const struct sim_yardstick_priority_class *c, size_t classes,
                                   double *wait);

#endif
