/* long_stream.c - numbers of different addresses are independent: collisions among eight
 * million numbers, and neighbours in every part of the address.
 *
 * Seeds are fixed and tolerances come from exact variances: a failure is a defect, or a
 * change of the published generator.
 */
#include <gsl/gsl_cdf.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/engine/stream.h"
#include "tests/support/check.h"
#include "tests/support/uniforms.h"

/* Everything that makes a number: the address, in the order of its documentation. */
struct address {
    struct sim_seed seed;
    uint32_t site, role, who, n;
};

static const struct address base = {.seed = {2020, 0}, .site = 4, .role = 1, .who = 18353, .n = 0};

static struct sim_pair pair_at(const struct address *a)
{
    return sim_stream_pair(a->seed, a->site, a->role, a->who, a->n);
}

/* ---- walks: the ith neighbour of the base, i of 1 to 2^20, none on two walks ---- */

static struct address along_n(uint32_t i)
{
    struct address a = base;
    a.n += i;
    return a;
}

static struct address along_who(uint32_t i)
{
    struct address a = base;
    a.who += i;
    return a;
}

/* A person's roles, then the next site's: 32 roles as the ward has. */
static struct address along_roles_and_sites(uint32_t i)
{
    struct address a = base;
    a.role += i % 32;
    a.site += i / 32;
    return a;
}

static struct address along_sites(uint32_t i)
{
    struct address a = base;
    a.site = i % 0x10000;
    a.role = 100 + i / 0x10000;
    return a;
}

static struct address along_replications(uint32_t i)
{
    struct address a = base;
    a.seed.replication += i;
    return a;
}

static struct address along_seeds(uint32_t i)
{
    struct address a = base;
    a.seed.seed += i;
    return a;
}

static struct address along_seeds_high_halves(uint32_t i)
{
    struct address a = base;
    a.seed.seed += (uint64_t)i << 32;
    return a;
}

/* Few bits, at the upper ends of all words: what a weak mixer would lose. */
static struct address along_high_bits(uint32_t i)
{
    struct address a = {.seed = {(uint64_t)(i & 15) << 60, (i >> 4 & 15) << 28},
                        .site = (i >> 8 & 7) << 13,
                        .role = (i >> 11 & 7) << 13,
                        .who = (i >> 14 & 7) << 29,
                        .n = (i >> 17) << 28};
    return a;
}

typedef struct address walk(uint32_t i);

static const struct {
    const char *name;
    walk *at;
} walks[] = {
    {"n", along_n},
    {"who", along_who},
    {"roles and sites", along_roles_and_sites},
    {"sites", along_sites},
    {"replications", along_replications},
    {"seeds", along_seeds},
    {"high halves of seeds", along_seeds_high_halves},
    {"high bits", along_high_bits},
};

/* ---- collisions ---- */

static int by_value(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

/* Pairs of equal values in a sorted array when only the top `bits` of 53 count. */
static double equal_pairs(const uint64_t *sorted, size_t n, int bits)
{
    double pairs = 0, run = 0;
    for (size_t i = 1; i < n; i++) {
        bool same = sorted[i] >> (53 - bits) == sorted[i - 1] >> (53 - bits);
        run = same ? run + 1 : 0;
        pairs += run;
    }
    return pairs;
}

/* Two of N independent uniforms agree in their top b bits with probability 2^-b, and whether
 * one two do is independent of whether other two do, also of those that share one: so the
 * number of pairs has the mean N(N - 1)/2 2^-b and the same variance (but for 1 - 2^-b). With
 * N = 2^23 that is 2^7 at b = 38, where too many and too few would both show, and 2^-7 at 52:
 * three equal numbers have a probability below 10^-7. */
static void eight_million_numbers_of_neighbours_collide_as_often_as_chance_has_it(void **state)
{
    (void)state;
    enum { EACH = 1 << 19, N = 2 * EACH * COUNT_OF(walks) };
    _Static_assert(N == 1 << 23, "the probabilities above");
    uint64_t *number = malloc(N * sizeof *number);
    assert_non_null(number);
    size_t n = 0;
    for (size_t w = 0; w < COUNT_OF(walks); w++) {
        for (uint32_t i = 1; i <= EACH; i++) {
            struct address a = walks[w].at(i);
            struct sim_pair p = pair_at(&a);
            number[n++] = (uint64_t)(p.u[0] * 0x1p53);
            number[n++] = (uint64_t)(p.u[1] * 0x1p53);
        }
    }
    qsort(number, N, sizeof *number, by_value);
    double pairs = (double)N * (N - 1) / 2;
    for (int bits = 32; bits <= 40; bits += 2) {
        double want = ldexp(pairs, -bits);
        check_near(equal_pairs(number, N, bits), want, 4.5 * sqrt(want));
    }
    assert_true(equal_pairs(number, N, 52) < 3);
    free(number);
}

/* ---- neighbours ---- */

enum { STEPS = 1 << 20, SIDE = 32 };

struct serial {
    double first[2], second[2], across; /* sums of products, each of variance 1 */
    double bits;                        /* in which neighbours differ */
    double cell[SIDE][SIDE];            /* of pairs of neighbours that do not overlap */
};

static double centred(double u)
{
    return (u - 0.5) * sqrt(12);
}

/* (u - 1/2)^2 less its mean, over its standard deviation. */
static double square(double u)
{
    return ((u - 0.5) * (u - 0.5) - 1.0 / 12) * sqrt(180);
}

static void add_step(struct serial *s, struct sim_pair a, struct sim_pair b, bool apart)
{
    for (int i = 0; i < 2; i++) {
        uint64_t x = (uint64_t)(a.u[i] * 0x1p52), y = (uint64_t)(b.u[i] * 0x1p52);
        s->first[i] += centred(a.u[i]) * centred(b.u[i]);
        s->second[i] += square(a.u[i]) * square(b.u[i]);
        s->bits += __builtin_popcountll(x ^ y);
        s->cell[(int)(a.u[i] * SIDE)][(int)(b.u[i] * SIDE)] += apart;
    }
    s->across += centred(a.u[0]) * centred(a.u[1]);
}

/* 2^20 pairs in 1024 cells: chi-square with 1023 degrees of freedom. */
static double chi_square(const struct serial *s)
{
    const double want = (double)STEPS / (SIDE * SIDE);
    double chi = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        double more = s->cell[i / SIDE][i % SIDE] - want;
        chi += more * more / want;
    }
    return chi;
}

/* Products of neighbours have the mean 0 and the variance 1, and no two of them are
 * correlated, so a sum has the variance STEPS. Bits: 2 * 52 a step, each 1/2. */
static void neighbours_in_every_part_of_an_address_are_uncorrelated(void **state)
{
    (void)state;
    const double most = 4.5 * sqrt(STEPS);
    for (size_t w = 0; w < COUNT_OF(walks); w++) {
        static struct serial s;
        s = (struct serial){0};
        struct address a = walks[w].at(0);
        struct sim_pair last = pair_at(&a);
        for (uint32_t i = 1; i <= STEPS; i++) {
            a = walks[w].at(i);
            struct sim_pair next = pair_at(&a);
            add_step(&s, last, next, i % 2 == 1);
            last = next;
        }
        bool fits = fabs(s.first[0]) < most && fabs(s.first[1]) < most &&
                    fabs(s.second[0]) < most && fabs(s.second[1]) < most && fabs(s.across) < most;
        fits = fits && fabs(s.bits - 52.0 * STEPS) < 4.5 * sqrt(26.0 * STEPS);
        double chi = chi_square(&s), dof = SIDE * SIDE - 1;
        if (!fits || gsl_cdf_chisq_Q(chi, dof) < 1e-5 || gsl_cdf_chisq_P(chi, dof) < 1e-5)
            fail_msg("neighbours along %s: %g %g %g %g %g, %g bits, chi-square %g", walks[w].name,
                     s.first[0], s.first[1], s.second[0], s.second[1], s.across, s.bits, chi);
    }
}

/* The same i of two walks: a person and his neighbour draw long runs, not single numbers. */
static void streams_of_neighbours_are_uncorrelated_as_a_whole(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 14, LAGS = 8 };
    const double most = 4.5 * sqrt(LENGTH);
    for (size_t w = 1; w < COUNT_OF(walks); w++) {
        struct address a = walks[w].at(1), b = walks[w].at(2);
        struct uniforms x = uniforms_of(a.seed, a.site, a.role, a.who);
        struct uniforms y = uniforms_of(b.seed, b.site, b.role, b.who);
        static double u[LENGTH + LAGS], v[LENGTH + LAGS];
        for (int i = 0; i < LENGTH + LAGS; i++) {
            u[i] = centred(uniforms_next(&x));
            v[i] = centred(uniforms_next(&y));
        }
        for (int lag = 0; lag < LAGS; lag++) {
            double forward = 0, back = 0, own = 0;
            for (int i = 0; i < LENGTH; i++) {
                forward += u[i] * v[i + lag];
                back += v[i] * u[i + lag];
                own += u[i] * u[i + lag + 1];
            }
            if (!(fabs(forward) < most && fabs(back) < most && fabs(own) < most))
                fail_msg("%s, lag %d: %g %g %g", walks[w].name, lag, forward, back, own);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_million_numbers_of_neighbours_collide_as_often_as_chance_has_it),
        cmocka_unit_test(neighbours_in_every_part_of_an_address_are_uncorrelated),
        cmocka_unit_test(streams_of_neighbours_are_uncorrelated_as_a_whole),
    };
    return cmocka_run_group_tests_name("stream, long", tests, NULL, NULL);
}
