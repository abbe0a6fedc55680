#include "models/ward/procedure.h"

#include "models/ward/city.h"
#include "models/ward/notice.h"

enum { STAGES = UINT8_MAX }; /* the last stage: papers are good at last */

/* How a renewal is done. */
enum form {
    FORM_UNKNOWN,           /* not drawn yet                                       */
    FORM_HOLDER,            /* by the holder                                       */
    FORM_PROXY,             /* with the enquiry form: one visit                    */
    FORM_PROXY_WRONG_PIN,   /* the PIN in it does not match: letter, second visit  */
    FORM_PROXY_ENQUIRES,    /* without the form: enquiry, letter, second visit     */
    FORM_GUARDIAN,          /* one visit                                           */
    FORM_GUARDIAN_ENQUIRES, /* without photo ID: enquiry, letter, second visit     */
    FORM_COUNT
};

static const struct {
    uint8_t visits;
    bool is_by_proxy, is_by_guardian, enquires;
} forms[FORM_COUNT] = {
    [FORM_HOLDER] = {.visits = 1},
    [FORM_PROXY] = {.visits = 1, .is_by_proxy = true},
    [FORM_PROXY_WRONG_PIN] = {.visits = 2, .is_by_proxy = true},
    [FORM_PROXY_ENQUIRES] = {.visits = 2, .is_by_proxy = true, .enquires = true},
    [FORM_GUARDIAN] = {.visits = 1, .is_by_guardian = true},
    [FORM_GUARDIAN_ENQUIRES] = {.visits = 2, .is_by_guardian = true, .enquires = true},
};

static struct sim_pair draw(const struct city *c, int32_t site, const struct person *person,
                            enum person_role role, uint32_t n)
{
    return person_draw(c->seed, plan_code(c->plan, site), person->address, role, person->who, n);
}

/* Proxies are drawn from below, guardians from above: another share of theirs leaves all
 * others what they were. */
static enum form form_by(const struct city *c, int32_t site, const struct person *person,
                         struct sim_pair u)
{
    const struct plan_procedures *p = &c->plan->procedures;
    if (p->proxy <= 0 && p->guardian <= 0)
        return FORM_HOLDER;
    if (u.u[0] < p->proxy) {
        if (u.u[1] >= p->with_form)
            return FORM_PROXY_ENQUIRES;
        struct sim_pair pin = draw(c, site, person, ROLE_PROCEDURE, 1);
        return pin.u[0] < p->wrong_pin ? FORM_PROXY_WRONG_PIN : FORM_PROXY;
    }
    if (u.u[0] >= 1 - p->guardian)
        return u.u[1] < p->no_photo ? FORM_GUARDIAN_ENQUIRES : FORM_GUARDIAN;
    return FORM_HOLDER;
}

/* What is left of the uniform once it has told whether it is below the share: a uniform again,
 * independent of that. Looked up and divided once, as a branch would often be guessed wrong. */
static inline double rest_of(double u, double share)
{
    const double below[2] = {share, 0}, width[2] = {1 - share, share};
    bool is_below = u < share;
    return (u - below[is_below]) / width[is_below];
}

/* Are the identity papers of his nth visit no good? A holder's first: by what his PIN's draw
 * has left. */
static bool is_invalid(const struct city *c, int32_t site, const struct person *person, uint32_t n)
{
    double share = c->plan->procedures.invalid, unknown = c->plan->pin_unknown;
    if (share <= 0 || n >= STAGES)
        return false;
    if (n == 0 && person->form == FORM_HOLDER && unknown > 0 && unknown < 1)
        return rest_of(draw(c, site, person, ROLE_PIN, 0).u[0], unknown) < share;
    return draw(c, site, person, ROLE_PAPERS, n).u[0] < share;
}

/* Visits of the procedure that are behind him: those with good papers. */
static int32_t steps_done(const struct city *c, int32_t site, const struct person *person)
{
    int32_t steps = 0;
    for (uint32_t n = 0; n < person->stage; n++)
        steps += !is_invalid(c, site, person, n);
    return steps;
}

/* Does the holder have his PIN reset? It is as unknown on a second visit as on the first. Its draw
 * tells of his first visit's papers, too. */
static inline bool is_reset(const struct city *c, struct person *person, struct sim_pair pin)
{
    double unknown = c->plan->pin_unknown, share = c->plan->procedures.invalid;
    if (unknown <= 0)
        return false;
    if (person->stage == 0 && unknown < 1)
        person->is_invalid = rest_of(pin.u[0], unknown) < share;
    return pin.u[0] < unknown;
}

/* Places of a procedure's draws. */
enum { DRAW_PIN, DRAW_FORM };

void procedure_addresses(struct sim_address own, struct sim_address address[PROCEDURE_DRAWS])
{
    address[DRAW_PIN] = sim_address_with(own, ROLE_PIN, 0);
    address[DRAW_FORM] = sim_address_with(own, ROLE_PROCEDURE, 0);
}

/* A visit that takes nothing but the value of one law. */
static inline struct procedure_work plain(const struct city *c, int32_t law)
{
    const struct sim_variate *v = plan_variate_at(c->plan, law);
    return (struct procedure_work){.law = v, .more = v};
}

struct procedure_work procedure_work(const struct city *c, int32_t site, struct person *person,
                                     const struct sim_pair u[PROCEDURE_DRAWS])
{
    if (person->form == FORM_UNKNOWN) /* drawn once and kept */
        person->form = (uint8_t)form_by(c, site, person, u[DRAW_FORM]);
    enum form form = (enum form)person->form;
    if (person->is_asking)
        return plain(c, VARIATE_ASK);
    bool is_by_pin = form == FORM_HOLDER && person->stage == 0 && c->plan->pin_unknown > 0 &&
                     c->plan->pin_unknown < 1;
    person->is_invalid = !is_by_pin && is_invalid(c, site, person, person->stage);
    if (forms[form].enquires && steps_done(c, site, person) == 0)
        return plain(c, VARIATE_FIRST_VISIT);
    struct procedure_work work = plain(c, VARIATE_SERVICE + USE_RENEWAL);
    if (form == FORM_HOLDER) {
        work.more = plan_variate_at(c->plan, VARIATE_PIN);
        work.u = u[DRAW_PIN].u[1];
        work.has_more = is_reset(c, person, u[DRAW_PIN]);
    } else {
        int32_t law = forms[form].is_by_proxy ? VARIATE_PROXY : VARIATE_GUARDIAN;
        work.more = plan_variate_at(c->plan, law);
        work.u = draw(c, site, person, ROLE_LETTER, person->stage).u[1];
        work.has_more = true;
    }
    return work;
}

bool procedure_is_done(const struct city *c, int32_t site, const struct person *person,
                       int32_t *days)
{
    const struct plan_procedures *p = &c->plan->procedures;
    uint32_t n = person->stage;
    if (person->is_asking) {
        double u = draw(c, site, person, ROLE_ASK, 0).u[1];
        *days = 1 + person_geometric(c->plan->asking.geometric, u);
        return false;
    }
    if (person->is_invalid) {
        double u = draw(c, site, person, ROLE_PAPERS, n).u[1];
        *days = 1 + person_geometric(p->papers_geometric, u);
        return false;
    }
    int32_t visits = forms[person->form].visits;
    if (visits == 1 || steps_done(c, site, person) + 1 >= visits)
        return true;
    *days = 1 + person_geometric(p->letter_geometric, draw(c, site, person, ROLE_LETTER, n).u[0]);
    return false;
}

/* He acts again: his random addresses are new, his attempts begin anew. */
static void act_again(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    if (!person->is_asking && person->stage < STAGES)
        person->stage++;
    city_hinder(person, day, CAUSE_SECOND);
    person->is_asking = 0;
    person->is_booked = 0;
    person->attempts = 0;
    person->appointments++;
    person->first_day = PLAN_NO_DAY;
    city_will_act(c, site, day, id);
}

bool procedure_end_visit(struct city *c, int32_t site, int32_t day, int64_t finish_us, uint32_t id)
{
    const struct person *person = &c->pool.people[id];
    int32_t days;
    tally_add_site(&c->tally, person->home, TALLY_HOLDER_VISITS, 1);
    if (c->plan->procedures.is_on && !procedure_is_done(c, person->home, person, &days)) {
        tally_add_site(&c->tally, person->home, TALLY_SECOND, 1);
        city_tell(c, JOURNEY_AGAIN, finish_us, site, person, c->plan->base_day + day + days);
        act_again(c, site, day + days, id);
        return false;
    }
    tally_add_site(&c->tally, person->home, TALLY_RENEWED, 1);
    if (person->delivered <= day) {
        tally_add_site(&c->tally, person->home, TALLY_NOTIFIED, 1);
        tally_add_site(&c->tally, person->home, TALLY_NOTICE_DAYS, day - person->delivered);
    }
    city_tell(c, JOURNEY_RENEWED, finish_us, site, person, 0);
    city_lapse(c, person, day);
    return true;
}

/* Books so many days after he has heard his ID. */
static int32_t days_after_asking(const struct city *c, const struct person *person)
{
    double u = city_draw(c, person, ROLE_ASK, 0).u[1];
    return 1 + person_geometric(c->plan->asking.geometric, u);
}

void procedure_is_told(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    person->must_ask = person->is_asking = 0;
    city_will_act(c, site, day + days_after_asking(c, person), id);
}

enum procedure_asking procedure_asks(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    if (!person->must_ask && !person->is_asking)
        return ASKING_NOTHING;
    person->must_ask = person->is_asking = 0;
    if (plan_booked(c->plan, person->use, site, day) < PLAN_REQUIRED || person->delivered <= day)
        return ASKING_NOTHING;
    city_tell(c, JOURNEY_ASKS, city_midnight(c, day), site, person, 0);
    if (city_draw(c, person, ROLE_ASK, 0).u[0] < c->plan->asking.by_call) {
        if (c->phone != NULL) {
            person->must_ask = person->is_asking = 1; /* until he gets through */
            return ASKING_CALLS;
        }
        procedure_is_told(c, site, day, id);
        return ASKING_LATER;
    }
    double wish = city_draw(c, person, ROLE_WISH, person_attempt(person)).u[0];
    int32_t next = city_choose_day(c, site, day, day + 1, c->plan->visit_days, wish);
    person->is_asking = 1;
    if (next == PLAN_NO_DAY)
        city_lose(c, site, day, id);
    else
        city_will_come(c, site, next, id);
    return ASKING_LATER;
}
