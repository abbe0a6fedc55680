#include "sim/engine/compile_variate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "sim/base/bug.h"

/* Below this cv GSL's incomplete gamma function grows noisy (1e-8 here, 1e-5 at 0.003). */
#define GAMMA_CV_LEAST 0.01

/* Below this spread nodes are kept as distances from the median: a distance of z standard
 * deviations then has 24 bits of its own. Above it the lower tail, close to 0, needs them. */
#define NARROW 0.3

/* Chords of a quantile that grows like v^p err by (p - 1)/32768 of v; roots are taken until
 * that is well below 1e-4. A lognormal needs none: its error is about sigma/26000. */
#define STEEPEST_POWER 2.0

/* How a quantile becomes a node: (x - origin)^(1/2^squarings). */
struct form {
    double origin;
    int32_t squarings;
};

static double node_value(uint32_t i)
{
    return ldexp(1.0 + (double)(i % SIM_VARIATE_STEPS) / SIM_VARIATE_STEPS,
                 (int)(i / SIM_VARIATE_STEPS) - SIM_VARIATE_OCTAVES - 1);
}

static int32_t roots_for(double power)
{
    int32_t n = 0;
    while (ldexp(power, -n) > STEEPEST_POWER)
        n++;
    return n;
}

/* The node of the quantile scale * e^y, given by its logarithm since it may be far below
 * what a double can hold. */
static float node_of(struct form form, double scale, double y)
{
    if (form.squarings > 0)
        return (float)exp(ldexp(log(scale) + y, -form.squarings));
    if (form.origin > 0.0)
        return (float)((scale - form.origin) + scale * expm1(y));
    return (float)(scale * exp(y));
}

/* The two tables meet at the median, computed twice: the upper one gives way by an ulp of
 * float, or the quantile might step down there. */
static void join(struct sim_variate *v)
{
    const uint32_t last = SIM_VARIATE_NODES - 1;
    while (v->origin[0] + (double)v->lower[last] > v->origin[1] + (double)v->upper[last])
        v->upper[last] = nextafterf(v->upper[last], INFINITY);
}

static void set_form(struct sim_variate *v, struct form form)
{
    v->family = SIM_TABLE;
    v->squarings = form.squarings;
    v->origin[0] = v->origin[1] = form.origin;
}

/* ---- lognormal ---- */

static double lognormal_sigma(double cv)
{
    return sqrt(log1p(cv * cv));
}

static void make_lognormal(struct sim_variate *v, double median, double cv)
{
    double sigma = lognormal_sigma(cv);
    struct form form = {.origin = cv < NARROW ? (double)(float)median : 0.0};
    set_form(v, form);
    for (uint32_t i = 0; i < SIM_VARIATE_NODES; i++) {
        double y = sigma * gsl_cdf_ugaussian_Pinv(node_value(i));
        v->lower[i] = node_of(form, median, y);
        v->upper[i] = node_of(form, median, -y);
    }
    join(v);
}

/* ---- gamma: quantiles by Newton's method on ln F and ln(1 - F) over y = ln x ----
 *
 * GSL's own gamma quantiles fail for shapes below about 0.15. In y the gamma density is
 * log-concave, so ln F is concave and rising and ln(1 - F) concave and falling: started
 * where the tail is at most v, Newton's method moves to the root from that side without
 * passing it. Each node starts from its predecessor, which is on the right side. */
struct gamma {
    double shape;
    double log_gamma; /* ln of Gamma(shape) */
    bool upper;
};

/* ln F or ln(1 - F) at e^y. Below e^-30 one term of the series is exact to 1e-13. */
static double log_tail(const struct gamma *g, double y)
{
    if (!g->upper && y < -30.0)
        return g->shape * y - g->log_gamma - log(g->shape);
    double x = exp(y);
    return log(g->upper ? gsl_cdf_gamma_Q(x, g->shape, 1.0) : gsl_cdf_gamma_P(x, g->shape, 1.0));
}

static double gamma_node(const struct gamma *g, double v, double y)
{
    double target = log(v), step = 1.0;
    for (int i = 0; fabs(step) > 1e-9; i++) {
        BUG_IF(i >= 200 || !isfinite(y));
        double tail = log_tail(g, y);
        double slope = exp(g->shape * y - exp(y) - g->log_gamma - tail);
        step = (target - tail) / (g->upper ? -slope : slope);
        y += step;
    }
    return y;
}

/* A y whose tail is at most v. Lower: F(x) <= x^a / Gamma(a + 1), and for large shapes
 * F(a - sqrt(2 a L)) <= e^-L. Upper: 1 - F(a + sqrt(2 a L) + L) <= e^-L (Boucheron, Lugosi
 * & Massart, Concentration Inequalities, 2.4: a gamma variable is sub-gamma). */
static double gamma_start(const struct gamma *g, double v)
{
    double a = g->shape, l = -log(v), spread = sqrt(2.0 * a * l);
    if (g->upper)
        return log(a + spread + l);
    double y = (log(a) + g->log_gamma - l) / a;
    return a > spread ? fmax(y, log(a - spread)) : y;
}

static void gamma_side(float *node, struct gamma g, struct form form, double scale)
{
    double y = gamma_start(&g, node_value(0));
    for (uint32_t i = 0; i < SIM_VARIATE_NODES; i++) {
        y = gamma_node(&g, node_value(i), y);
        node[i] = node_of(form, scale, y);
    }
}

static double gamma_shape(double cv)
{
    cv = fmax(cv, GAMMA_CV_LEAST);
    return 1.0 / (cv * cv);
}

static void make_gamma(struct sim_variate *v, double mean, double shape)
{
    struct gamma g = {.shape = shape, .log_gamma = gsl_sf_lngamma(shape)};
    struct form form = {.squarings = roots_for(1.0 / shape)};
    double scale = mean / shape;
    if (shape * NARROW * NARROW > 1.0)
        form.origin = (double)(float)(scale * exp(gamma_node(&g, 0.5, gamma_start(&g, 0.5))));
    set_form(v, form);
    gamma_side(v->lower, g, form, scale);
    g.upper = true;
    gamma_side(v->upper, g, form, scale);
    join(v);
}

/* ---- triangular ---- */

/* Distance from the end on whose side v is counted, in units of the whole width; mode is
 * the mode's distance from that end. */
static double triangle_rise(double v, double mode)
{
    if (v <= mode)
        return sqrt(v * mode);
    return (v + mode - v * mode) / (1.0 + sqrt((1.0 - v) * (1.0 - mode)));
}

static void make_triangular(struct sim_variate *v, double least, double mode, double most)
{
    double span = most - least;
    v->family = SIM_TABLE;
    v->origin[0] = least;
    v->origin[1] = least + span;
    for (uint32_t i = 0; i < SIM_VARIATE_NODES; i++) {
        double w = node_value(i);
        v->lower[i] = (float)(span * triangle_rise(w, (mode - least) / span));
        v->upper[i] = (float)(-span * triangle_rise(w, (most - mode) / span));
    }
    join(v);
}

/* Right of the mode 1 - F is a square; F is written without that 1, which would cancel. */
static double triangular_cdf(const struct sim_law_spec *s, double x)
{
    if (x <= s->a || x >= s->c)
        return x >= s->c ? 1.0 : 0.0;
    double width = s->c - s->a, mode = s->b - s->a, rise = x - s->a;
    if (rise <= mode)
        return rise / width * (rise / mode);
    return (rise * (2.0 * width - rise) - width * mode) / (width * (width - mode));
}

/* ---- hyperexponential: one of two exponentials ---- */

struct mixture {
    double p[2], mean[2];
};

/* 1 - r is written without the cancellation. */
static struct mixture balanced(double mean, double cv)
{
    double r = sqrt((cv * cv - 1.0) / (cv * cv + 1.0));
    double p = (1.0 + r) / 2.0, q = 1.0 / ((cv * cv + 1.0) * (1.0 + r));
    return (struct mixture){{p, q}, {mean / (2.0 * p), mean / (2.0 * q)}};
}

static double mixture_cdf(const struct mixture *m, double x)
{
    return -m->p[0] * expm1(-x / m->mean[0]) - m->p[1] * expm1(-x / m->mean[1]);
}

static double mixture_tail(const struct mixture *m, double x)
{
    return m->p[0] * exp(-x / m->mean[0]) + m->p[1] * exp(-x / m->mean[1]);
}

static double mixture_density(const struct mixture *m, double x)
{
    return m->p[0] / m->mean[0] * exp(-x / m->mean[0]) +
           m->p[1] / m->mean[1] * exp(-x / m->mean[1]);
}

/* Newton's method. F is concave and ln(1 - F) convex: started left of the root, where one of
 * the two exponentials alone would be, it moves there without passing it. */
static double mixture_node(const struct mixture *m, double v, bool upper)
{
    double x = v / mixture_density(m, 0.0), step = x;
    if (upper)
        x = fmax(m->mean[0] * log(m->p[0] / v), fmax(0.0, m->mean[1] * log(m->p[1] / v)));
    for (int i = 0; step > 1e-14 * x; i++) {
        BUG_IF(i >= 200 || !isfinite(x));
        double tail = mixture_tail(m, x);
        step = upper ? tail * log(tail / v) : v - mixture_cdf(m, x);
        step /= mixture_density(m, x);
        x += step;
    }
    return x;
}

static void make_hyperexponential(struct sim_variate *v, double mean, double cv)
{
    struct mixture m = balanced(mean, cv);
    v->family = SIM_TABLE;
    for (uint32_t i = 0; i < SIM_VARIATE_NODES; i++) {
        v->lower[i] = (float)mixture_node(&m, node_value(i), false);
        v->upper[i] = (float)mixture_node(&m, node_value(i), true);
    }
    join(v);
}

static double hyperexponential_cdf(const struct sim_law_spec *s, double x)
{
    struct mixture m = balanced(s->a, s->b);
    return x > 0.0 ? mixture_cdf(&m, x) : 0.0;
}

/* ---- samples ---- */

static double weight_at(const struct sim_sample *s, uint32_t i)
{
    return s->weight != NULL ? s->weight[i] : 1.0;
}

static void check_sample(const struct sim_sample *s)
{
    BUG_IF(s == NULL || s->n == 0);
    double total = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        BUG_IF(!isfinite(s->value[i]) || !(weight_at(s, i) >= 0.0));
        BUG_IF(i > 0 && s->value[i - 1] > s->value[i]);
        total += weight_at(s, i);
    }
    BUG_IF(!(total > 0.0) || !isfinite(total));
    BUG_IF(sim_compile_variate_atoms(s) > SIM_VARIATE_ATOMS);
}

/* Added up in the order of the sample every time, so that the whole over the whole is 1. */
static double weight_up_to(const struct sim_sample *s, double x)
{
    double sum = 0;
    for (uint32_t i = 0; i < s->n && s->value[i] <= x; i++)
        sum += weight_at(s, i);
    return sum;
}

uint32_t sim_compile_variate_atoms(const struct sim_sample *s)
{
    uint32_t atoms = 0;
    double last = (double)NAN;
    for (uint32_t i = 0; i < s->n; i++) {
        bool is_new = atoms == 0 || s->value[i] > last;
        if (weight_at(s, i) > 0.0 && is_new) {
            last = s->value[i];
            atoms++;
        }
    }
    return atoms;
}

/* The last sum is the total itself, so the last value reaches every u. */
static void make_sample(struct sim_variate *v, const struct sim_sample *s)
{
    double total = weight_up_to(s, (double)INFINITY), sum = 0, moment = 0;
    v->family = SIM_SAMPLE;
    for (uint32_t i = 0; i < s->n; i++) {
        double weight = weight_at(s, i);
        if (weight <= 0.0)
            continue;
        bool is_new = v->atoms == 0 || s->value[i] > v->value[v->atoms - 1];
        v->atoms += is_new;
        sum += weight;
        moment += weight * s->value[i];
        v->value[v->atoms - 1] = s->value[i];
        v->up_to[v->atoms - 1] = sum / total;
    }
    v->mean = moment / total;
}

/* ---- all laws ---- */

static void check(const struct sim_law_spec *s)
{
    BUG_IF(!isfinite(s->a) || !isfinite(s->b) || !isfinite(s->c));
    BUG_IF(!(s->zero >= 0.0 && s->zero <= 1.0));
    switch (s->law) {
    case SIM_LAW_CONSTANT:
        break;
    case SIM_LAW_UNIFORM:
        BUG_IF(s->a > s->b);
        break;
    case SIM_LAW_EXPONENTIAL:
        BUG_IF(s->a <= 0.0);
        break;
    case SIM_LAW_LOGNORMAL:
    case SIM_LAW_LOGNORMAL_MEDIAN:
    case SIM_LAW_GAMMA:
        BUG_IF(s->a <= 0.0 || s->b < 0.0);
        break;
    case SIM_LAW_ERLANG:
        BUG_IF(s->a <= 0.0 || s->b < 1.0 || s->b > floor(s->b));
        break;
    case SIM_LAW_TRIANGULAR:
        BUG_IF(s->a > s->b || s->b > s->c);
        break;
    case SIM_LAW_HYPEREXPONENTIAL:
        BUG_IF(s->a <= 0.0 || s->b < 1.0);
        break;
    case SIM_LAW_EMPIRICAL:
        check_sample(s->sample);
        break;
    }
}

static bool is_flat(const struct sim_law_spec *s)
{
    switch (s->law) {
    case SIM_LAW_LOGNORMAL:
    case SIM_LAW_LOGNORMAL_MEDIAN:
    case SIM_LAW_GAMMA:
        return s->b <= 0.0;
    case SIM_LAW_UNIFORM:
        return s->a >= s->b;
    case SIM_LAW_TRIANGULAR:
        return s->a >= s->c;
    case SIM_LAW_CONSTANT:
    case SIM_LAW_EXPONENTIAL:
    case SIM_LAW_ERLANG:
    case SIM_LAW_HYPEREXPONENTIAL:
    case SIM_LAW_EMPIRICAL:
        break;
    }
    return false;
}

/* The same distribution under its simplest name: no spread is a constant, a gamma of shape 1
 * and a mixture of cv 1 an exponential, Erlang a gamma, and a lognormal is given by its
 * median. */
static struct sim_law_spec plainest(struct sim_law_spec s)
{
    check(&s);
    if (s.zero >= 1.0)
        return (struct sim_law_spec){.law = SIM_LAW_CONSTANT};
    if (is_flat(&s))
        return (struct sim_law_spec){.law = SIM_LAW_CONSTANT, .a = s.a, .zero = s.zero};
    if (s.law == SIM_LAW_LOGNORMAL) {
        s.law = SIM_LAW_LOGNORMAL_MEDIAN;
        s.a /= sqrt(1.0 + s.b * s.b);
    }
    if (s.law == SIM_LAW_ERLANG) {
        s.law = SIM_LAW_GAMMA;
        s.b = 1.0 / sqrt(s.b);
    }
    bool has_cv = s.law == SIM_LAW_GAMMA || s.law == SIM_LAW_HYPEREXPONENTIAL;
    if (has_cv && fabs(s.b - 1.0) < 1e-12)
        s.law = SIM_LAW_EXPONENTIAL;
    return s;
}

static void make(const struct sim_law_spec *s, struct sim_variate *v)
{
    switch (s->law) {
    case SIM_LAW_CONSTANT:
        *v = (struct sim_variate){.family = SIM_CONSTANT, .low = s->a, .mean = s->a};
        break;
    case SIM_LAW_UNIFORM:
        *v = (struct sim_variate){
            .family = SIM_UNIFORM, .low = s->a, .span = s->b - s->a, .mean = (s->a + s->b) / 2.0};
        break;
    case SIM_LAW_EXPONENTIAL:
        *v = (struct sim_variate){.family = SIM_EXPONENTIAL, .span = s->a, .mean = s->a};
        break;
    case SIM_LAW_TRIANGULAR:
        *v = (struct sim_variate){.mean = (s->a + s->b + s->c) / 3.0};
        make_triangular(v, s->a, s->b, s->c);
        break;
    case SIM_LAW_GAMMA:
        *v = (struct sim_variate){.mean = s->a};
        make_gamma(v, s->a, gamma_shape(s->b));
        break;
    case SIM_LAW_LOGNORMAL:
    case SIM_LAW_LOGNORMAL_MEDIAN:
        *v = (struct sim_variate){.mean = s->a * sqrt(1.0 + s->b * s->b)};
        make_lognormal(v, s->a, s->b);
        break;
    case SIM_LAW_HYPEREXPONENTIAL:
        *v = (struct sim_variate){.mean = s->a};
        make_hyperexponential(v, s->a, s->b);
        break;
    case SIM_LAW_EMPIRICAL:
        *v = (struct sim_variate){0};
        make_sample(v, s->sample);
        break;
    case SIM_LAW_ERLANG:
        bug_at(__FILE__, __LINE__, "Erlang is made as gamma");
    }
}

/* P(value <= x) of a law in its plainest form, its zeros left aside. */
static double plain_cdf(const struct sim_law_spec *s, double x)
{
    switch (s->law) {
    case SIM_LAW_CONSTANT:
        return x < s->a ? 0.0 : 1.0;
    case SIM_LAW_UNIFORM:
        return gsl_cdf_flat_P(x, s->a, s->b);
    case SIM_LAW_EXPONENTIAL:
        return gsl_cdf_exponential_P(x, s->a);
    case SIM_LAW_TRIANGULAR:
        return triangular_cdf(s, x);
    case SIM_LAW_GAMMA:
        return gsl_cdf_gamma_P(x, gamma_shape(s->b), s->a / gamma_shape(s->b));
    case SIM_LAW_LOGNORMAL:
    case SIM_LAW_LOGNORMAL_MEDIAN:
        return x > 0.0 ? gsl_cdf_lognormal_P(x, log(s->a), lognormal_sigma(s->b)) : 0.0;
    case SIM_LAW_HYPEREXPONENTIAL:
        return hyperexponential_cdf(s, x);
    case SIM_LAW_EMPIRICAL:
        return weight_up_to(s->sample, x) / weight_up_to(s->sample, (double)INFINITY);
    case SIM_LAW_ERLANG:
        break;
    }
    bug_at(__FILE__, __LINE__, "law");
}

/* Puts the zeros between what is below 0 and what is above. Zeros of the law itself count as
 * below: they are 0 on either side. */
static void add_zeros(const struct sim_law_spec *s, struct sim_variate *v)
{
    if (s->zero <= 0.0)
        return;
    v->rest = v->family;
    v->family = SIM_ZEROS;
    v->zero = s->zero;
    v->below = plain_cdf(s, 0.0);
    v->mean *= 1.0 - s->zero;
}

void sim_compile_variate(const struct sim_law_spec *spec, struct sim_variate *v)
{
    struct sim_law_spec plain = plainest(*spec);
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    make(&plain, v);
    add_zeros(&plain, v);
    gsl_set_error_handler(before);
}

double sim_compile_variate_cdf(const struct sim_law_spec *spec, double x)
{
    struct sim_law_spec s = plainest(*spec);
    return (1.0 - s.zero) * plain_cdf(&s, x) + (x < 0.0 ? 0.0 : s.zero);
}
