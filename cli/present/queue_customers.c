#include "cli/present/queue_customers.h"

#include "models/queue/count.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { REPLICATION = 0 };

/* clang-format off */
static const struct table_column columns[] = {
    {"replication", TABLE_COUNT, 0, "", "反復", "反復の番号(0から。最初の反復だけ)", "number of the replication, from 0 (only the first)"},
    {"day", TABLE_COUNT, 0, "", "日", "反復の中の日(1から)", "day of the replication, from 1"},
    {"use", TABLE_TEXT, 0, "", "用件", "用件の名前", "use"},
    {"station", TABLE_COUNT, 0, "", "窓口の番号", "何番目の窓口か(1から)", "station, from 1"},
    {"number", TABLE_COUNT, 0, "", "人の番号", "その日に来た順の番号(1から。何度か来た人や、窓口を回る人は同じ番号)", "the person's number in order of coming that day, from 1; the same at every attempt and station"},
    {"arrive_min", TABLE_REAL, 6, "min", "来た時刻", "受付開始からの分", "came, minutes after the opening"},
    {"ticket_min", TABLE_REAL, 6, "min", "整理券", "整理券を受けた時刻。受けなかった人は空", "got a ticket; empty when there was none"},
    {"call_min", TABLE_REAL, 6, "min", "呼出し", "最初に呼ばれた時刻。呼ばれなかった人は空", "was first called; empty when never"},
    {"finish_min", TABLE_REAL, 6, "min", "終わり", "終わった時刻、または帰った時刻", "was done, or left"},
    {"slot_min", TABLE_REAL, 6, "min", "予約時刻", "予約時刻。予約なしは空", "appointment; empty for walk-ins"},
    {"wait_min", TABLE_REAL, 6, "min", "待ち時間", "待ち時間の合計(予約時刻より前は数えない)。整理券のない人は空", "all waiting, but none before the appointment; empty without a ticket"},
    {"outcome", TABLE_TEXT, 0, "", "結果", "served=対応、left=待ちきれず帰った、balked=列を見て帰った、full=入れなかった、turned_away=早めの受付終了、too_late=受付時間後、call_back=伝言を残した、cleared=列を解散、stayed=打切り", "served, left, balked, full, turned_away (acceptance had ended), too_late, call_back (left word), cleared, stayed (cut off)"},
};
/* clang-format on */

const char *queue_customers_outcome(int32_t outcome)
{
    static const char *const names[VISIT_OUTCOMES] = {[VISIT_PENDING] = "pending",
                                                      [VISIT_SERVED] = "served",
                                                      [VISIT_TURNED_AWAY] = "turned_away",
                                                      [VISIT_TOO_LATE] = "too_late",
                                                      [VISIT_REFUSED] = "refused",
                                                      [VISIT_BALKED] = "balked",
                                                      [VISIT_FULL] = "full",
                                                      [VISIT_LEFT] = "left",
                                                      [VISIT_CALL_BACK] = "call_back",
                                                      [VISIT_CLEARED] = "cleared",
                                                      [VISIT_STAYED] = "stayed"};
    BUG_IF(outcome < 0 || outcome >= VISIT_OUTCOMES);
    return names[outcome];
}

struct list {
    const struct design *design;
    const struct setup_use *uses;
    struct table *table;
    bool is_full;
};

static bool has_ticket(const struct visit *v)
{
    switch ((enum visit_outcome)v->outcome) {
    case VISIT_TURNED_AWAY:
    case VISIT_TOO_LATE:
    case VISIT_REFUSED:
    case VISIT_BALKED:
    case VISIT_FULL:
        return false;
    case VISIT_PENDING:
    case VISIT_SERVED:
    case VISIT_LEFT:
    case VISIT_CALL_BACK:
    case VISIT_CLEARED:
    case VISIT_STAYED:
    case VISIT_OUTCOMES:
        break;
    }
    return true;
}

static struct table_cell minutes(const struct design *d, int64_t us)
{
    return table_real((double)(us - d->open_us) / 60e6);
}

static void note(void *context, const struct shop_seen *seen)
{
    struct list *l = context;
    const struct visit *v = seen->visit;
    l->is_full |= l->table->n_rows == QUEUE_CUSTOMERS_MOST;
    struct table_cell *row = l->is_full ? NULL : table_add_row(l->table);
    if (row == NULL)
        return;
    row[0] = table_count(REPLICATION);
    row[1] = table_count(seen->day + 1);
    row[2] = table_text(l->uses[seen->use].name);
    row[3] = table_count(seen->station + 1);
    row[4] = table_count(seen->number + 1);
    row[5] = minutes(l->design, v->arrive_us);
    if (v->slot_us != VISIT_NO_SLOT)
        row[9] = minutes(l->design, v->slot_us);
    row[11] = table_text(queue_customers_outcome(v->outcome));
    if (!has_ticket(v))
        return;
    row[6] = minutes(l->design, v->ticket_us);
    if (v->is_called)
        row[7] = minutes(l->design, v->call_us);
    row[8] = minutes(l->design, v->finish_us);
    row[10] = table_real((double)count_wait_us(v) / 60e6);
}

bool queue_customers_make(const struct design *d, const struct setup_data *data, uint64_t seed,
                          struct arena *home, struct table *out, struct err *e)
{
    const struct sim_model model = shop_model(d);
    struct list list = {.design = d, .uses = data->s.uses.items, .table = out};
    struct sim_outcome outcome = {.record = arena_take_array(home, int64_t, model.record_words),
                                  .bins = arena_take_array(home, uint32_t, model.bin_words)};
    table_init(out, home, "customers", columns, COUNT_OF(columns));
    struct shop *shop = shop_new(d, home, e);
    if (shop == NULL)
        return false;
    if (outcome.record == NULL || outcome.bins == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, out->name);
    shop_watch(shop, note, &list);
    if (!shop_replicate(shop, seed, REPLICATION, 0, &outcome, e))
        return false;
    if (list.is_full)
        return err_add(e, ERR_LIMIT, SRC_NOWHERE, "1000000 customers");
    return !out->failed || err_add(e, ERR_NOMEM, SRC_NOWHERE, out->name);
}
