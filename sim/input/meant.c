#include "sim/input/meant.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "sim/input/near.h"
#include "sim/input/source.h"

/* ---- dates ---------------------------------------------------------------------------- */

enum { PARTS = 3, DIGITS_MAX = 8 };

struct parts {
    int32_t number[PARTS], digits[PARTS];
    int n;
};

/* The year before the first of an era, by the word before it; 0 when there is none. */
static int32_t take_era(const char **s)
{
    static const struct {
        const char *word;
        int32_t before;
    } eras[] = {{"令和", 2018}, {"R", 2018}, {"r", 2018}, {"平成", 1988}, {"H", 1988}, {"h", 1988}};
    for (size_t i = 0; i < COUNT_OF(eras); i++)
        if (strncmp(*s, eras[i].word, strlen(eras[i].word)) == 0) {
            *s += strlen(eras[i].word);
            return eras[i].before;
        }
    return 0;
}

static uint32_t half_width(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool is_between(uint32_t c)
{
    static const char *const signs = "-/. 年月日　−‐–ー";
    const char *p = signs;
    for (uint32_t sign; (sign = text_next(&p)) != 0;)
        if (c == sign)
            return true;
    return false;
}

static bool take_digit(struct parts *p, uint32_t c, bool is_new)
{
    if (is_new && ++p->n > PARTS)
        return false;
    int32_t *number = &p->number[p->n - 1];
    *number = 10 * *number + (int32_t)(c - '0');
    return ++p->digits[p->n - 1] <= DIGITS_MAX;
}

/* The numbers in it and nothing else but signs between them. */
static bool read_parts(const char *s, struct parts *p)
{
    bool is_inside = false;
    for (uint32_t c; (c = half_width(text_next(&s))) != 0;) {
        bool is_first_year = c == 0x5143 && !is_inside; /* the year 1 of an era has a word */
        bool is_digit = (c >= '0' && c <= '9') || is_first_year;
        if (is_digit && !take_digit(p, is_first_year ? '1' : c, !is_inside))
            return false;
        if (!is_digit && !is_between(c))
            return false;
        is_inside = is_digit;
    }
    return true;
}

/* "20200901" and "202009" are told apart by their length. */
static void split_digits(struct parts *p)
{
    int32_t all = p->number[0], digits = p->digits[0];
    if (p->n != 1 || (digits != 8 && digits != 6))
        return;
    *p = (struct parts){.number = {digits == 8 ? all / 10000 : all / 100,
                                   digits == 8 ? all / 100 % 100 : all % 100, all % 100},
                        .n = digits == 8 ? 3 : 2};
}

static bool read_date(const char *written, struct parts *p)
{
    *p = (struct parts){0};
    int32_t before = take_era(&written);
    if (!read_parts(written, p))
        return false;
    split_digits(p);
    p->number[0] += before;
    return p->n >= 2 && p->number[0] >= 1900 && p->number[0] < 2200;
}

bool meant_date(const char *written, char date[CIVIL_TEXT_BYTES])
{
    struct parts p;
    date[0] = '\0';
    if (!read_date(written, &p) || p.n != PARTS ||
        !civil_is_date(p.number[0], p.number[1], p.number[2]))
        return false;
    civil_format(civil_from_date(p.number[0], p.number[1], p.number[2]), date);
    return true;
}

bool meant_month(const char *written, char month[CIVIL_TEXT_BYTES])
{
    struct parts p;
    month[0] = '\0';
    if (!read_date(written, &p) || !civil_is_date(p.number[0], p.number[1], 1))
        return false;
    civil_format(civil_from_date(p.number[0], p.number[1], 1), month);
    month[strlen("2020-09")] = '\0';
    return true;
}

/* ---- files ---------------------------------------------------------------------------- */

enum { ENTRIES_MAX = 1000 };

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The nearest name of a file of the folder, "" when none is near. */
static const char *nearest_in(const char *folder, const char *name, struct arena *home)
{
    const char *names[ENTRIES_MAX];
    size_t n = 0;
    DIR *all = opendir(folder[0] != '\0' ? folder : ".");
    if (all == NULL)
        return "";
    const struct dirent *entry;
    /* A stream of our own: readdir needs no lock. */
    /* cppcheck-suppress readdirCalled */
    while (n < ENTRIES_MAX && (entry = readdir(all)) != NULL) {
        const char *path = source_join(home, folder, entry->d_name);
        bool is_other = entry->d_name[0] != '.' && strcmp(entry->d_name, name) != 0;
        if (path != NULL && is_other && is_file(path))
            names[n++] = path + strlen(folder);
    }
    closedir(all);
    qsort(names, n, sizeof *names, by_name); /* as they come they have no order */
    const char *best = near_best(name, names, n);
    return best != NULL ? source_join(home, folder, best) : "";
}

const char *meant_file(const char *path, struct arena *home)
{
    size_t n = strlen(path);
    char *whole = source_copy(home, path, n);
    while (whole != NULL && n > 1 && whole[n - 1] == '/') /* completion of a folder leaves it */
        whole[--n] = '\0';
    if (whole == NULL)
        return "";
    char *slash = strrchr(whole, '/');
    const char *name = slash != NULL ? slash + 1 : whole;
    const char *folder = source_copy(home, whole, (size_t)(name - whole));
    const char *usual = source_join(home, "scenarios/", name);
    if (folder == NULL || usual == NULL || name[0] == '\0')
        return "";
    const char *best = nearest_in(folder, name, home);
    if (best == NULL)
        return "";
    return best[0] != '\0' ? best : is_file(usual) ? usual : nearest_in("scenarios/", name, home);
}
