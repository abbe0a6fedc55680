#include "models/ward/journey.h"

#include "models/ward/city.h"

/* From the ticket to the end of a visit that got one. */
static void tell_inside(const struct city *c, int32_t site, const struct person *person,
                        const struct visit *v)
{
    city_tell(c, JOURNEY_TICKET, v->ticket_us, site, person, 0);
    if (v->is_demoted)
        city_tell(c, JOURNEY_DEMOTED, v->ticket_us, site, person, 0);
    if (v->outcome == VISIT_LEFT) {
        city_tell(c, JOURNEY_LEAVES, v->finish_us, site, person, v->wait_us);
        return;
    }
    int64_t from = v->slot_us > v->ticket_us ? v->slot_us : v->ticket_us;
    city_tell(c, JOURNEY_CALLED, v->call_us, site, person,
              v->call_us > from ? v->call_us - from : 0);
    city_tell(c, JOURNEY_DONE, v->finish_us, site, person, v->finish_us - v->call_us);
}

void journey_visit(const struct city *c, int32_t site, const struct person *person,
                   const struct visit *v)
{
    static const enum journey_step refused[VISIT_OUTCOMES] = {
        [VISIT_TURNED_AWAY] = JOURNEY_TURNED_AWAY,
        [VISIT_TOO_LATE] = JOURNEY_TOO_LATE,
        [VISIT_REFUSED] = JOURNEY_REFUSED,
        [VISIT_BALKED] = JOURNEY_BALKS,
        [VISIT_FULL] = JOURNEY_BALKS,
    };
    city_tell(c, JOURNEY_COMES, v->arrive_us, site, person,
              v->slot_us == VISIT_NO_SLOT ? 0 : v->slot_us);
    if (v->outcome == VISIT_SERVED || v->outcome == VISIT_LEFT)
        tell_inside(c, site, person, v);
    else
        city_tell(c, refused[v->outcome], v->finish_us, site, person, 0);
}
