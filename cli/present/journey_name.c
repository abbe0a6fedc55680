#include "cli/present/journey_name.h"

#include <string.h>

#include "models/ward/compile.h"
#include "models/ward/journal.h"
#include "sim/base/civil.h"

enum { DATE_DIGITS = 8, INDEX_DIGITS = 5, INDEX_BITS = 16 };

/* The ward's name in small letters, without what would end a word. */
static void add_ward(const struct scenario_data *d, int32_t site, struct text *out)
{
    const struct scenario_ward_row *rows = d->wards.items;
    static const char large[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      small[] = "abcdefghijklmnopqrstuvwxyz";
    for (const char *c = rows[site].name_en; *c != '\0'; c++) {
        const char *at = strchr(large, *c);
        if (*c != ' ' && *c != '-')
            text_add_bytes(out, at != NULL ? &small[at - large] : c, 1);
    }
}

void journey_name_print(const struct scenario_data *d, const struct journey_event *event,
                        struct text *out)
{
    struct civil_date date = civil_to_date((civil_day)(event->who >> INDEX_BITS));
    add_ward(d, event->home, out);
    text_add(out, "-");
    size_t before = out->length;
    compile_name(d, event->address, out);
    text_addf(out, "%s%04d%02d%02d-%0*u", out->length > before ? "-" : "", (int)date.year,
              (int)date.month, (int)date.day, INDEX_DIGITS, (unsigned)(event->who & UINT16_MAX));
}

/* So many digits and no more up to the end of the piece; -1 when it is anything else. */
static int32_t read_digits(const char *s, size_t n, size_t digits)
{
    int32_t value = 0;
    if (n != digits)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* "-20200724-00013" at the end of the name: day << 16 | index; 0 when it is not there. */
static uint32_t read_who(const char *tail)
{
    int32_t date = read_digits(tail + 1, DATE_DIGITS, DATE_DIGITS);
    int32_t index = read_digits(tail + DATE_DIGITS + 2, INDEX_DIGITS, INDEX_DIGITS);
    if (tail[0] != '-' || date < 0 || tail[DATE_DIGITS + 1] != '-' || index < 0 ||
        index > UINT16_MAX || date / 10000 < 1970 || date / 10000 > 2199 ||
        !civil_is_date(date / 10000, date / 100 % 100, date % 100))
        return 0;
    civil_day day = civil_from_date(date / 10000, date / 100 % 100, date % 100);
    return (uint32_t)day << INDEX_BITS | (uint32_t)index;
}

/* Population of what stands between the ward and the day: nothing, or "-" and a name. */
static bool read_population(const struct scenario_data *d, const char *middle, size_t n,
                            struct arena *home, uint32_t *address)
{
    struct text name;
    *address = 0;
    if (n == 0)
        return true;
    text_init(&name, home);
    text_add_bytes(&name, middle + 1, n - 1);
    *address = compile_address(d, text_get(&name));
    return middle[0] == '-' && *address != 0;
}

uint64_t journey_name_read(const struct scenario_data *d, const char *name, struct arena *home)
{
    const size_t tail = 1 + DATE_DIGITS + 1 + INDEX_DIGITS, length = strlen(name);
    uint32_t who = length > tail ? read_who(name + length - tail) : 0;
    for (size_t site = 0; who != 0 && site < d->wards.count; site++) {
        struct text ward;
        uint32_t address;
        text_init(&ward, home);
        add_ward(d, (int32_t)site, &ward);
        if (ward.length == 0 || ward.length > length - tail ||
            memcmp(name, text_get(&ward), ward.length) != 0)
            continue;
        if (read_population(d, name + ward.length, length - tail - ward.length, home, &address))
            return journal_person(&(struct journey_event){
                .who = who, .address = (uint16_t)address, .home = (uint16_t)site});
    }
    return 0;
}
