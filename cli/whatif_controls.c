/* What can be changed on the page: each control with its levels as settings of the scenario. */
#include <stdio.h>
#include <string.h>

#include "cli/whatif.h"
#include "sim/base/arena.h"
#include "sim/input/quantity.h"

enum { HALF_HOUR_S = 1800, FEWER = 4, MORE = 6 };

struct maker {
    struct whatif *w;
    struct whatif_ward *ward;
    const struct scenario *s;
    struct arena *home;
    bool failed;
};

/* ---- words ---- */

#define SAY(m, ...) say((m), (const char *const[]){__VA_ARGS__, NULL})

/* The pieces as one text. */
static const char *say(struct maker *m, const char *const *pieces)
{
    struct text t;
    text_init(&t, m->home);
    for (; *pieces != NULL; pieces++)
        text_add(&t, *pieces);
    m->failed |= t.failed;
    return text_get(&t);
}

static const char *number(struct maker *m, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    return SAY(m, digits);
}

static struct whatif_control *add_control(struct maker *m, enum whatif_kind kind, const char *id,
                                          const char *en, const char *ja)
{
    struct whatif_control *c = &m->ward->controls[m->ward->n_controls++];
    *c = (struct whatif_control){.kind = kind, .id = id, .name = {en, ja}};
    return c;
}

static struct whatif_level *add_level(struct whatif_control *c, const char *key, const char *en,
                                      const char *ja, const char *set)
{
    struct whatif_level *l = &c->levels[c->n_levels++];
    *l = (struct whatif_level){
        .key = key, .label = {en, ja}, .set = {set}, .n_set = set != NULL ? 1 : 0};
    return l;
}

static void add_as_is(struct maker *m, struct whatif_control *c, const char *en, const char *ja)
{
    c->base = c->n_levels;
    (void)add_level(c, "as-is", SAY(m, en, " (now)"), SAY(m, ja, "(いまのまま)"), NULL);
}

/* ---- counters ---- */

static bool is_weekday(const struct plan *p, int32_t site, int32_t day)
{
    return plan_date_at(p, day)->weekday <= CIVIL_FRI && plan_day_at(p, site, day)->open_s >= 0;
}

/* On duty at a second of a day, all pools. */
static int32_t on_duty(const struct plan *p, int32_t site, int32_t day, int32_t second)
{
    const struct plan_day *at = plan_day_at(p, site, day);
    const struct plan_shift *shift = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t sum = 0, of_pool = 0;
    for (int32_t i = 0; i < at->n_shifts; i++) {
        sum += shift[i].from_s == at->open_s ? of_pool : 0;
        of_pool = shift[i].from_s == at->open_s ? 0 : of_pool;
        of_pool = shift[i].from_s <= second ? shift[i].counters : of_pool;
    }
    return sum + of_pool;
}

/* The number that most reported weekdays have at a second of the day. */
static int32_t usual(const struct plan *p, int32_t site, int32_t second)
{
    int32_t count[WHATIF_COUNTERS_MOST + 1] = {0}, best = 0;
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        if (!is_weekday(p, site, day) || plan_day_at(p, site, day)->close_s <= second)
            continue;
        int32_t n = on_duty(p, site, day, second);
        count[n < WHATIF_COUNTERS_MOST ? n : WHATIF_COUNTERS_MOST]++;
    }
    for (int32_t n = 1; n <= WHATIF_COUNTERS_MOST; n++)
        best = count[n] > count[best] ? n : best;
    return best;
}

static void add_counters(struct maker *m)
{
    const struct plan *p = m->w->plan;
    int32_t site = m->ward->site, low = INT32_MAX, high = 0;
    for (int32_t day = p->first_report; day <= p->last_report; day++)
        if (is_weekday(p, site, day)) {
            int32_t n = on_duty(p, site, day, plan_day_at(p, site, day)->open_s);
            low = n < low ? n : low;
            high = n > high ? n : high;
        }
    if (high == 0)
        return; /* no open weekday */
    struct whatif_control *c =
        add_control(m, WHATIF_COUNTERS, "counters", "Counters (Saturdays change alike)",
                    "窓口数(土曜も同じだけ増減)");
    for (int32_t more = -(low - 1 < FEWER ? low - 1 : FEWER); more <= MORE; more++) {
        const char *from = number(m, low + more), *to = number(m, high + more);
        const char *en = low == high ? from : SAY(m, from, "-", to);
        const char *ja = low == high ? from : SAY(m, from, "〜", to);
        const char *key = SAY(m, more > 0 ? "+" : "", number(m, more));
        if (more == 0)
            add_as_is(m, c, en, ja);
        else
            (void)add_level(
                c, key, SAY(m, en, " (", key, ")"), SAY(m, ja, "(", key, ")"),
                SAY(m, "wards.", m->ward->row->name, ".counters.more=", number(m, more)));
    }
}

/* ---- how people are taken ---- */

/* The rows that the scenario has, so that one more can follow them. */
static const char *kept_modes(struct maker *m)
{
    static const char *const uses[] = {"all",   "renewal",   "handover", "pin_reset",
                                       "issue", "mynapoint", "other"};
    static const char *const ways[] = {"required", "none", "mixed"};
    const struct scenario_change *rows = m->s->modes.items;
    struct text t;
    text_init(&t, m->home);
    for (size_t i = 0; i < m->s->modes.count; i++) {
        char day[CIVIL_TEXT_BYTES], share[QUANTITY_BYTES];
        text_addf(&t, "{ward: %s, use: %s, mode: %s", rows[i].ward, uses[rows[i].use],
                  ways[rows[i].mode]);
        quantity_show(rows[i].booked, QUANTITY_SHARE, NULL, share);
        if (rows[i].mode == WAY_MIXED)
            text_addf(&t, ", booked: %s", share);
        civil_format(rows[i].from, day);
        if (rows[i].from > 0)
            text_addf(&t, ", from: %s", day);
        text_add(&t, "}, ");
    }
    m->failed |= t.failed;
    return text_get(&t);
}

static const char *set_mode(struct maker *m, const char *way)
{
    return SAY(m, "modes=[", kept_modes(m), "{ward: ", m->ward->row->name, ", mode: ", way, "}]");
}

static void add_mode(struct maker *m)
{
    static const char *const shares[] = {"30", "50", "70"};
    const struct plan *p = m->w->plan;
    int32_t middle = (p->first_report + p->last_report) / 2;
    int32_t now = plan_booked(p, USE_RENEWAL, m->ward->site, middle);
    struct whatif_control *c =
        add_control(m, WHATIF_MODE, "mode", "Renewals and hand-overs", "更新と交付の受け方");
    if (now == PLAN_REQUIRED)
        add_as_is(m, c, "by appointment", "予約制");
    else if (now == PLAN_WALK_IN)
        add_as_is(m, c, "without appointment", "予約なし");
    else
        add_as_is(m, c, SAY(m, number(m, now), " % booked"), SAY(m, "予約", number(m, now), "%"));
    (void)add_level(c, "required", "by appointment", "予約制", set_mode(m, "required"));
    for (size_t i = COUNT_OF(shares); i-- > 0;) {
        const char *way = SAY(m, "mixed, booked: ", shares[i], "%");
        struct whatif_level *l =
            add_level(c, shares[i], SAY(m, shares[i], " % booked, the others without"),
                      SAY(m, "予約", shares[i], "%、ほかは予約なし"), set_mode(m, way));
        l->is_mixed = true;
    }
    (void)add_level(c, "none", "without appointment", "予約なし", set_mode(m, "none"));
}

/* ---- rules of all wards ---- */

static void add_slot(struct maker *m)
{
    static const char *const minutes[] = {"15", "20", "30", "60"};
    struct whatif_control *c =
        add_control(m, WHATIF_OTHER, "slot", "Length of a booking slot", "予約枠の長さ");
    const char *now = number(m, m->s->booking.slot.us / 60000000);
    add_as_is(m, c, SAY(m, now, " min"), SAY(m, now, "分"));
    for (size_t i = 0; i < COUNT_OF(minutes); i++)
        (void)add_level(c, minutes[i], SAY(m, minutes[i], " min"), SAY(m, minutes[i], "分"),
                        SAY(m, "booking.slot=", minutes[i], " min"));
}

static void add_early_as_is(struct maker *m, struct whatif_control *c)
{
    int64_t allowance = m->s->counters.early_end.allowance.us / 60000000;
    switch (m->s->counters.early_end.rule) {
    case COUNTER_END_NEVER:
        add_as_is(m, c, "never", "しない");
        return;
    case COUNTER_END_WORK:
        add_as_is(m, c, SAY(m, "when work would end ", number(m, allowance), " min late"),
                  SAY(m, "閉庁後", number(m, allowance), "分を超える見込みなら"));
        return;
    default:
        add_as_is(m, c, "at a number of tickets", "整理券の枚数で");
    }
}

static void add_early_end(struct maker *m)
{
    static const char *const allowances[] = {"0", "30", "60"}, *const tickets[] = {"15", "20",
                                                                                   "25"};
    struct whatif_control *c =
        add_control(m, WHATIF_OTHER, "early", "Early end of acceptance", "早めの受付終了");
    add_early_as_is(m, c);
    (void)add_level(c, "never", "never", "しない", "counters.early_end.rule=never");
    for (size_t i = 0; i < COUNT_OF(allowances); i++) {
        struct whatif_level *l =
            add_level(c, SAY(m, "w", allowances[i]),
                      SAY(m, "when work would end ", allowances[i], " min late"),
                      SAY(m, "閉庁後", allowances[i], "分を超える見込みなら"),
                      "counters.early_end.rule=work");
        l->set[l->n_set++] = SAY(m, "counters.early_end.allowance=", allowances[i], " min");
    }
    for (size_t i = 0; i < COUNT_OF(tickets); i++) {
        struct whatif_level *l = add_level(
            c, SAY(m, "t", tickets[i]), SAY(m, tickets[i], " tickets a counter"),
            SAY(m, "整理券は窓口1つに", tickets[i], "枚"), "counters.early_end.rule=tickets");
        l->set[l->n_set++] = SAY(m, "counters.early_end.per_counter=", tickets[i]);
    }
}

/* ---- surges ---- */

static bool is_in_period(const struct maker *m, civil_day day)
{
    return day >= m->w->from && day <= m->w->to;
}

/* Does the surge bring anybody in the period? */
static bool is_felt(const struct maker *m, const struct scenario_data *d, size_t i)
{
    const struct scenario_surge *surge = (const struct scenario_surge *)m->s->surges.items + i;
    if (!surge->is_on || surge->share <= 0)
        return false;
    if (surge->shape != SURGE_TABLE)
        return surge->from <= m->w->to && surge->to >= m->w->from;
    const struct scenario_visits *rows = d->surge[i].items;
    for (size_t k = 0; k < d->surge[i].count; k++)
        if (rows[k].visits > 0 && is_in_period(m, rows[k].date))
            return true;
    return false;
}

static void add_surge(struct maker *m, const struct scenario_surge *surge)
{
    static const char *const uses[USE_COUNT][2] = {
        [USE_RENEWAL] = {"renewals", "電子証明書の更新"},
        [USE_HANDOVER] = {"hand-overs", "カードの交付"},
        [USE_PIN_RESET] = {"PIN resets", "暗証番号の再設定"},
        [USE_ISSUE] = {"issue of certificates", "電子証明書の発行"},
        [USE_MYNAPOINT] = {"Mynapoint", "マイナポイント"},
        [USE_OTHER] = {"other", "その他"}};
    static const struct {
        const char *key;
        double factor;
    } sizes[] = {{"0", 0}, {"0.5", 0.5}, {"1", 1}, {"1.5", 1.5}, {"2", 2}, {"3", 3}};
    struct whatif_control *c = add_control(m, WHATIF_OTHER, SAY(m, "surge-", surge->name),
                                           SAY(m, "Size of the surge: ", uses[surge->use][0]),
                                           SAY(m, "集中の大きさ: ", uses[surge->use][1]));
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char share[QUANTITY_BYTES];
        double part = surge->share * sizes[i].factor;
        quantity_show(part, QUANTITY_SHARE, NULL, share);
        const char *en = SAY(m, "x ", sizes[i].key), *ja = SAY(m, sizes[i].key, "倍");
        if (sizes[i].factor > 0.99 && sizes[i].factor < 1.01)
            add_as_is(m, c, en, ja);
        else if (part <= 10)
            (void)add_level(c, sizes[i].key, en, ja,
                            SAY(m, "surges.", surge->name, ".share=", share));
    }
}

static void add_surges(struct maker *m, const struct scenario_data *d)
{
    const struct scenario_surge *surges = m->s->surges.items;
    for (size_t i = 0; i < m->s->surges.count; i++)
        if (is_felt(m, d, i) && m->ward->n_controls < WHATIF_CONTROLS_MAX)
            add_surge(m, &surges[i]);
}

/* ---- counters by half hour ---- */

static const struct scenario_ward *own_of(const struct maker *m)
{
    const struct scenario_ward *wards = m->s->wards.items;
    for (size_t i = 0; i < m->s->wards.count; i++)
        if (strcmp(wards[i].name, m->ward->row->name) == 0)
            return &wards[i];
    return NULL;
}

static const char *saturday_steps(struct maker *m)
{
    const struct scenario_ward *own = own_of(m);
    const struct scenario_step *steps = own != NULL ? own->roster.items : NULL;
    struct text t;
    text_init(&t, m->home);
    for (size_t i = 0; steps != NULL && i < own->roster.count; i++) {
        char from[QUANTITY_BYTES];
        quantity_show_clock(steps[i].from, from);
        if (steps[i].day == 1)
            text_addf(&t, ", {day: saturday, from: \"%s\", counters: %d}", from, steps[i].counters);
    }
    m->failed |= t.failed;
    return text_get(&t);
}

/* Where counters are divided among pools, a half hour is more than one number. */
static void add_halves(struct maker *m)
{
    const struct plan *p = m->w->plan;
    int32_t open = m->s->calendar.weekday.open, close = m->s->calendar.weekday.close;
    if (m->s->counters.pools.count > 1)
        return;
    if (scenario_has_evening(&m->w->run.ward->data) && m->s->calendar.evening.close > close)
        close = m->s->calendar.evening.close;
    for (int32_t from = open; from < close; from = (from / HALF_HOUR_S + 1) * HALF_HOUR_S) {
        int32_t n = usual(p, m->ward->site, from);
        size_t k = m->ward->n_halves;
        if (n == 0)
            n = k > 0 ? m->ward->halves[k - 1].counters : 1;
        m->ward->halves[m->ward->n_halves++] = (struct whatif_half){from, n};
    }
    m->ward->saturday = saturday_steps(m);
}

const char *whatif_roster(const struct whatif_ward *ward, const int32_t *counters,
                          struct arena *home)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "wards.%s.roster=[", ward->row->name);
    for (size_t k = 0; k < ward->n_halves; k++) {
        char from[QUANTITY_BYTES];
        quantity_show_clock(ward->halves[k].from_s, from);
        text_addf(&t, "%s{from: \"%s\", counters: %d}", k > 0 ? ", " : "", from, counters[k]);
    }
    text_add(&t, ward->saturday);
    text_add(&t, "]");
    return t.failed ? NULL : text_get(&t);
}

bool whatif_controls(struct whatif *w, struct whatif_ward *ward)
{
    struct maker m = {.w = w, .ward = ward, .s = &w->run.ward->data.s, .home = w->run.frame.home};
    add_counters(&m);
    add_mode(&m);
    add_slot(&m);
    add_early_end(&m);
    add_surges(&m, &w->run.ward->data);
    add_halves(&m);
    return !m.failed;
}
