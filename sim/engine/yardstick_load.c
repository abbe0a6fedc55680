#include "sim/engine/yardstick_load.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

#include "sim/base/bug.h"

/* Doubly adaptive Clenshaw-Curtis: looks at both ends of every interval it keeps. A jump takes
 * some forty halvings. */
#define INTERVALS 200
#define RELATIVE_ERROR 1e-11

struct service {
    sim_yardstick_load_survival *survival;
    const void *what;
};

static void check(const struct sim_yardstick_load_piece *piece)
{
    BUG_IF(!(piece->span > 0.0) || !isfinite(piece->span));
    BUG_IF(!(piece->rate >= 0.0) || !isfinite(piece->rate));
}

double sim_yardstick_load_length(const struct sim_yardstick_load_piece *piece, size_t pieces)
{
    double length = 0.0;
    for (size_t i = 0; i < pieces; i++) {
        check(&piece[i]);
        length += piece[i].span;
    }
    return length;
}

double sim_yardstick_load_arrivals(const struct sim_yardstick_load_piece *piece, size_t pieces,
                                   double t)
{
    BUG_IF(!(t >= 0.0));
    double begin = 0.0, arrivals = 0.0;
    for (size_t i = 0; i < pieces && begin < t; i++) {
        check(&piece[i]);
        arrivals += piece[i].rate * fmin(piece[i].span, t - begin);
        begin += piece[i].span;
    }
    return arrivals;
}

static double still_served(double u, void *service)
{
    const struct service *s = service;
    double p = s->survival(u, s->what);
    BUG_IF(!(p >= 0.0 && p <= 1.0));
    return p;
}

/* Integral of P(S > u): time spent in service at ages between the two. */
static double survived(gsl_integration_cquad_workspace *w, struct service *s, double from,
                       double to)
{
    gsl_function f = {.function = still_served, .params = s};
    double sum = 0.0;
    int status = gsl_integration_cquad(&f, from, to, RELATIVE_ERROR * (to - from), RELATIVE_ERROR,
                                       w, &sum, NULL, NULL);
    BUG_IF(status != GSL_SUCCESS || !isfinite(sum));
    return sum;
}

static double load(const struct sim_yardstick_load_piece *piece, size_t pieces, double t,
                   struct service *s, gsl_integration_cquad_workspace *w)
{
    double begin = 0.0, m = 0.0;
    for (size_t i = 0; i < pieces && begin < t; i++) {
        check(&piece[i]);
        double end = fmin(begin + piece[i].span, t);
        if (piece[i].rate > 0.0)
            m += piece[i].rate * survived(w, s, t - end, t - begin);
        begin = end;
    }
    return m;
}

bool sim_yardstick_load_at(const struct sim_yardstick_load_piece *piece, size_t pieces, double t,
                           sim_yardstick_load_survival *survival, const void *what, double *m)
{
    BUG_IF(!(t >= 0.0) || !isfinite(t));
    struct service s = {survival, what};
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    gsl_integration_cquad_workspace *w = gsl_integration_cquad_workspace_alloc(INTERVALS);
    if (w != NULL) {
        *m = load(piece, pieces, t, &s, w);
        gsl_integration_cquad_workspace_free(w);
    }
    gsl_set_error_handler(before);
    return w != NULL;
}

double sim_yardstick_load_exponential(const struct sim_yardstick_load_piece *piece, size_t pieces,
                                      double t, double service)
{
    BUG_IF(!(t >= 0.0) || !isfinite(t) || !(service > 0.0) || !isfinite(service));
    double begin = 0.0, m = 0.0;
    for (size_t i = 0; i < pieces && begin < t; i++) {
        check(&piece[i]);
        double span = fmin(piece[i].span, t - begin);
        m = m * exp(-service * span) - piece[i].rate / service * expm1(-service * span);
        begin += span;
    }
    return begin < t ? m * exp(-service * (t - begin)) : m;
}
