#include "sim/input/meant.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
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

/* "Jul-20": what spreadsheets make of 2020-07. */
static bool read_short_month(const char *written, struct parts *p)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int32_t year = 0;
    *p = (struct parts){0};
    for (int32_t month = 0; month < 12; month++)
        if (strncmp(written, names + 3 * (size_t)month, 3) == 0)
            p->number[1] = month + 1;
    bool is_short = p->number[1] > 0 && written[3] == '-' && strlen(written) == 6 &&
                    strspn(written + 4, "0123456789") == 2;
    if (is_short)
        year = 10 * (written[4] - '0') + (written[5] - '0');
    p->number[0] = 2000 + year;
    return is_short;
}

bool meant_month(const char *written, char month[CIVIL_TEXT_BYTES])
{
    struct parts p;
    month[0] = '\0';
    if ((!read_short_month(written, &p) && !read_date(written, &p)) ||
        !civil_is_date(p.number[0], p.number[1], 1))
        return false;
    civil_format(civil_from_date(p.number[0], p.number[1], 1), month);
    month[strlen("2020-09")] = '\0';
    return true;
}

/* ---- numbers and times -------------------------------------------------------------------- */

enum { NUMBER_BYTES = 16 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Behind every comma there are three digits, and no fourth. */
static bool is_grouped(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == ',' && (i + 3 >= n || !is_digit(s[i + 1]) || !is_digit(s[i + 2]) ||
                            !is_digit(s[i + 3]) || (i + 4 < n && is_digit(s[i + 4]))))
            return false;
    return true;
}

/* Digits, a point, commas between groups of three; NULL when there is no number. What it returns is
 * behind blanks. */
static const char *take_number(const char *s, char number[NUMBER_BYTES])
{
    size_t n = strspn(s, "0123456789,."), kept = 0, points = 0;
    if (n == 0 || n >= NUMBER_BYTES || !is_digit(s[0]) || !is_digit(s[n - 1]) || !is_grouped(s, n))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        points += s[i] == '.';
        if (s[i] != ',')
            number[kept++] = s[i];
    }
    number[kept] = '\0';
    return points <= 1 ? s + n + strspn(s + n, " ") : NULL;
}

/* A word that is one of these, up to its end; what it stands for, or NULL. */
struct word {
    const char *written, *means;
};

static const char *meaning_of(const char *word, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i].written) == 0)
            return words[i].means;
    return NULL;
}

static bool answer(char to[MEANT_BYTES], const char *number, const char *between, const char *unit)
{
    (void)snprintf(to, MEANT_BYTES, "%s%s%s", number, between, unit);
    return true;
}

bool meant_count(const char *written, char to[MEANT_BYTES])
{
    static const struct word counters[] = {
        {"", ""},       {"人", ""},      {"名", ""},    {"窓口", ""},  {"か所", ""},
        {"箇所", ""},   {"ヶ所", ""},    {"回", ""},    {"通", ""},    {"件", ""},
        {"台", ""},     {"本", ""},      {"席", ""},    {"枠", ""},    {"枚", ""},
        {"つ", ""},     {"個", ""},      {"回線", ""},  {"円", ""},    {"people", ""},
        {"person", ""}, {"persons", ""}, {"staff", ""}, {"times", ""}, {"counters", ""}};
    char number[NUMBER_BYTES];
    const char *rest = take_number(written, number);
    to[0] = '\0';
    return rest != NULL && strchr(number, '.') == NULL &&
           meaning_of(rest, counters, COUNT_OF(counters)) != NULL && answer(to, number, "", "");
}

bool meant_span(const char *written, char to[MEANT_BYTES])
{
    static const struct word units[] = {
        {"秒", "s"},        {"sec", "s"},    {"secs", "s"}, {"second", "s"}, {"seconds", "s"},
        {"分", "min"},      {"分間", "min"}, {"m", "min"},  {"mins", "min"}, {"minute", "min"},
        {"minutes", "min"}, {"時間", "h"},   {"hr", "h"},   {"hrs", "h"},    {"hour", "h"},
        {"hours", "h"},     {"日", "d"},     {"日間", "d"}, {"day", "d"},    {"days", "d"}};
    char number[NUMBER_BYTES];
    const char *rest = take_number(written, number);
    const char *unit = rest != NULL ? meaning_of(rest, units, COUNT_OF(units)) : NULL;
    to[0] = '\0';
    return unit != NULL && answer(to, number, " ", unit);
}

bool meant_share(const char *written, char to[MEANT_BYTES])
{
    static const struct word units[] = {
        {"パーセント", ""}, {"percent", ""}, {"per cent", ""}, {"pct", ""}};
    char number[NUMBER_BYTES], parts[NUMBER_BYTES] = "0";
    const char *rest = take_number(written, number);
    to[0] = '\0';
    if (rest == NULL)
        return false;
    if (meaning_of(rest, units, COUNT_OF(units)) != NULL)
        return answer(to, number, "", "%");
    bool is_tenths = strncmp(rest, "割", strlen("割")) == 0 && strlen(number) == 1;
    const char *behind = rest + strlen("割");
    if (!is_tenths || (*behind != '\0' && ((behind = take_number(behind, parts)) == NULL ||
                                           strcmp(behind, "分") != 0 || strlen(parts) != 1)))
        return false;
    (void)snprintf(to, MEANT_BYTES, "%d%%", 10 * (number[0] - '0') + (parts[0] - '0'));
    return true;
}

static bool skip(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n + strspn(*s + n, " ");
    return true;
}

/* At most two digits; -1 when there are none, or more. */
static int take_two(const char **s)
{
    size_t n = strspn(*s, "0123456789");
    if (n == 0 || n > 2)
        return -1;
    int value = n == 1 ? (*s)[0] - '0' : 10 * ((*s)[0] - '0') + ((*s)[1] - '0');
    *s += n + strspn(*s + n, " ");
    return value;
}

/* Minutes behind the hour: ":15", "時15分", "時半", "時" or nothing; -1 for anything else. */
static int take_minutes(const char **s)
{
    if (skip(s, ":") || skip(s, ".")) {
        int minutes = take_two(s);
        (void)(skip(s, "分") || skip(s, ":00"));
        return minutes;
    }
    if (!skip(s, "時") || **s == '\0')
        return 0;
    if (skip(s, "半"))
        return 30;
    int minutes = take_two(s);
    return skip(s, "分") ? minutes : -1;
}

static bool skip_any(const char **s, const char *const *words)
{
    while (*words != NULL && !skip(s, *words))
        words++;
    return *words != NULL;
}

/* 1 behind a word for the afternoon, 0 behind one for the morning, -1 without a word. */
static int take_half(const char **s)
{
    static const char *const later[] = {"午後", "pm", "PM", "p.m.", NULL};
    static const char *const earlier[] = {"午前", "am", "AM", "a.m.", NULL};
    if (skip_any(s, later))
        return 1;
    return skip_any(s, earlier) ? 0 : -1;
}

bool meant_clock(const char *written, char to[MEANT_BYTES])
{
    static const char *const opening[] = {"“", "”", "„", "「", "『", "‘", "’", NULL};
    static const char *const closing[] = {"“", "”", "„", "」", "』", "‘", "’", NULL};
    const char *s = written;
    to[0] = '\0';
    (void)skip_any(&s, opening);
    int half = take_half(&s), hours = take_two(&s);
    int minutes = hours >= 0 ? take_minutes(&s) : -1;
    half = half >= 0 ? half : take_half(&s);
    (void)skip_any(&s, closing);
    hours += half == 1 && hours < 12 ? 12 : 0;
    bool is_time = minutes >= 0 && minutes < 60 && hours * 60 + minutes <= 24 * 60;
    if (!is_time || *s != '\0')
        return false;
    (void)snprintf(to, MEANT_BYTES, "%d:%02d", hours, minutes);
    return true;
}

const char *meant_choice(const char *written, const char *const *choices)
{
    static const struct word words[] = {
        {"予約", "booking"},        {"予約", "required"},
        {"予約制", "booking"},      {"予約制", "required"},
        {"予約あり", "booking"},    {"予約あり", "required"},
        {"予約なし", "walk_in"},    {"予約なし", "none"},
        {"予約不要", "walk_in"},    {"予約不要", "none"},
        {"両方", "mixed"},          {"併用", "mixed"},
        {"表のとおり", "as_table"}, {"平日", "weekday"},
        {"土曜", "saturday"},       {"土曜日", "saturday"},
        {"更新", "renewal"},        {"交付", "handover"},
        {"すべて", "all"},          {"休み", "closed"},
        {"閉庁", "closed"},         {"開庁", "open"},
        {"停止", "down"},           {"予約のみ", "reserved_only"},
        {"整理券順", "ticket"},     {"予約優先", "appointments_first"}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t k = 0; strcmp(words[i].written, written) == 0 && choices[k] != NULL; k++)
            if (strcmp(words[i].means, choices[k]) == 0)
                return choices[k];
    return NULL;
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
