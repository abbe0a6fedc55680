#include "sim/engine/yardstick_select.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_root.h"

enum { NODES = 160 };
#define TAIL 1e-11 /* probability that is left out at either end */
#define H_MOST 1e3

/* A density by the nodes and weights of a quadrature. */
struct rule {
    double at[NODES], weight[NODES];
    double freedom, others, p;
};

typedef double quantile_function(double p, double freedom);
typedef double density_function(double x, double freedom);

static bool make_rule(uint32_t n0, double p, uint32_t k, quantile_function *quantile,
                      density_function *density, struct rule *r)
{
    BUG_IF(n0 < SIM_YARDSTICK_SELECT_LEAST || k < 2 || !(p > 1.0 / k && p < 1.0));
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    gsl_integration_glfixed_table *t = gsl_integration_glfixed_table_alloc(NODES);
    gsl_set_error_handler(before);
    if (t == NULL)
        return false;
    r->freedom = n0 - 1.0;
    r->others = k - 1.0;
    r->p = p;
    double lo = quantile(TAIL, r->freedom), hi = quantile(1.0 - TAIL, r->freedom);
    for (size_t i = 0; i < NODES; i++) {
        gsl_integration_glfixed_point(lo, hi, i, &r->at[i], &r->weight[i], t);
        r->weight[i] *= density(r->at[i], r->freedom);
    }
    gsl_integration_glfixed_table_free(t);
    return true;
}

/* Chance of the right choice, less the one wanted: rises with h. */
static double dudewicz_excess(double h, const void *of)
{
    const struct rule *r = of;
    double chance = 0.0;
    for (size_t i = 0; i < NODES; i++)
        chance += r->weight[i] * pow(gsl_cdf_tdist_P(r->at[i] + h, r->freedom), r->others);
    return chance - r->p;
}

static double rinott_excess(double h, const void *of)
{
    const struct rule *r = of;
    double chance = 0.0;
    for (size_t i = 0; i < NODES; i++) {
        double beaten = 0.0;
        for (size_t j = 0; j < NODES; j++) {
            double scale = sqrt(r->freedom * (1.0 / r->at[i] + 1.0 / r->at[j]));
            beaten += r->weight[j] * gsl_cdf_ugaussian_P(h / scale);
        }
        chance += r->weight[i] * pow(beaten, r->others);
    }
    return chance - r->p;
}

bool sim_yardstick_select_dudewicz(uint32_t n0, double p, uint32_t k, double *h)
{
    struct rule r;
    if (!make_rule(n0, p, k, gsl_cdf_tdist_Pinv, gsl_ran_tdist_pdf, &r))
        return false;
    *h = sim_yardstick_root(dudewicz_excess, &r, 0.0, H_MOST);
    return true;
}

bool sim_yardstick_select_rinott(uint32_t n0, double p, uint32_t k, double *h)
{
    struct rule r;
    if (!make_rule(n0, p, k, gsl_cdf_chisq_Pinv, gsl_ran_chisq_pdf, &r))
        return false;
    *h = sim_yardstick_root(rinott_excess, &r, 0.0, H_MOST);
    return true;
}
