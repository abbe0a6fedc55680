#include "cli/day.h"

#include <string.h>

#include "sim/input/meant.h"

bool day_refuse_date(struct err *e, const char *option, const char *written)
{
    char meant[CIVIL_TEXT_BYTES];
    (void)meant_date(written, meant);
    return err_add(e, ERR_DATE, ((struct src_pos){.file = option}), option, written, meant);
}

bool day_refuse_month(struct err *e, const char *option, const char *written)
{
    char meant[CIVIL_TEXT_BYTES];
    bool is_known = meant_month(written, meant);
    return err_add(e, ERR_KIND, ((struct src_pos){.file = option}), option, written, "month",
                   is_known ? meant : "2020-07");
}

static void format_month(civil_day day, char text[CIVIL_TEXT_BYTES])
{
    civil_format(day, text);
    text[strlen("2020-07")] = '\0';
}

bool day_refuse_outside(struct err *e, const char *option, const char *written, civil_day from,
                        civil_day to)
{
    char first[CIVIL_TEXT_BYTES], last[CIVIL_TEXT_BYTES];
    format_month(from, first);
    format_month(to, last);
    return err_add(e, ERR_RANGE, ((struct src_pos){.file = option}), option, written, first, last);
}
