/* Who comes for a renewal: shares, laws, and what the office expects of a visit. */
#include "models/ward/compile_parts.h"

#define DAY_US INT64_C(86400000000)

/* Of the days of a delay of at least one, those beyond the first. */
static double beyond_first_day(sim_span mean)
{
    return compile_geometric((sim_span){mean.us - DAY_US});
}

/* Mean work of a visit: of all that a renewal takes, over its visits. Visits in vain because of
 * papers count on both sides alike. */
static double mean_visit_us(const struct scenario *s)
{
    double service = (double)s->uses.renewal.service.mean.us;
    double first = (double)s->procedures.first_visit.mean.us;
    double proxy = s->procedures.proxy.share, guardian = s->procedures.guardian.share;
    double no_form = proxy * (1 - s->procedures.proxy.with_form);
    double wrong = (proxy - no_form) * s->procedures.proxy.wrong_pin;
    double no_photo = guardian * s->procedures.guardian.no_photo;
    double added = (1 - proxy - guardian) * s->pin.unknown * (double)s->pin.added.mean.us +
                   (proxy + wrong) * (double)s->procedures.proxy.added.mean.us +
                   guardian * (double)s->procedures.guardian.added.mean.us;
    return ((1 + wrong) * service + (no_form + no_photo) * first + added) /
           (1 + wrong + no_form + no_photo);
}

void compile_procedures(struct compile *c, struct sim_law_spec *law)
{
    const struct scenario *s = &c->d->s;
    struct plan_procedures *p = &c->plan.procedures;
    bool is_asking = s->notices.no_id.acts || s->response.early.share > 0;
    *p = (struct plan_procedures){
        .proxy = s->procedures.proxy.share,
        .with_form = s->procedures.proxy.with_form,
        .wrong_pin = s->procedures.proxy.wrong_pin,
        .guardian = s->procedures.guardian.share,
        .no_photo = s->procedures.guardian.no_photo,
        .invalid = s->procedures.papers.invalid,
        .letter_geometric = beyond_first_day(s->procedures.proxy.letter),
        .papers_geometric = beyond_first_day(s->procedures.papers.delay),
    };
    bool is_by_others = p->proxy > 0 || p->guardian > 0;
    p->is_on = is_by_others || p->invalid > 0 || is_asking;
    c->plan.asking = (struct plan_asking){
        .by_call = s->notices.no_id.by_call,
        .geometric = beyond_first_day(s->notices.no_id.delay),
    };
    if (is_by_others)
        c->plan.expected_us[USE_RENEWAL] = (int64_t)mean_visit_us(s);
    law[VARIATE_ASK] = compile_service(&s->notices.no_id.service);
    law[VARIATE_PROXY] = compile_service(&s->procedures.proxy.added);
    law[VARIATE_GUARDIAN] = compile_service(&s->procedures.guardian.added);
    law[VARIATE_FIRST_VISIT] = compile_service(&s->procedures.first_visit);
}
