#include "cli/starter.h"

#include <string.h>

#include "cli/run.h"
#include "sim/base/attr.h"

static const struct starter_preset presets[] = {
    {"yokohama-2020",
     "yokohama-fy2020.yaml",
     false,
     {"Ward offices of Yokohama", "横浜市の区役所の窓口"}},
    {"yokohama-2025",
     "yokohama-fy2025.yaml",
     false,
     {"Ward offices of Yokohama", "横浜市の区役所の窓口"}},
    {"post-office",
     "examples/post-office.yaml",
     true,
     {"An office with counters", "窓口のある事務所"}},
};

const struct starter_preset *starter_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(presets); i++)
        if (name == NULL || strcmp(presets[i].name, name) == 0)
            return &presets[i];
    return NULL;
}

/* The last part of a path that tells what it is about: of the folder, for DIR/scenario.yaml. */
static const char *last_part(const char *path, size_t *n)
{
    static const char own[] = "/scenario.yaml";
    *n = strlen(path);
    if (*n > strlen(own) && strcmp(path + *n - strlen(own), own) == 0)
        *n -= strlen(own);
    while (*n > 0 && path[*n - 1] == '/')
        --*n;
    size_t from = *n;
    while (from > 0 && path[from - 1] != '/')
        from--;
    *n -= from;
    return path + from;
}

void starter_id(const char *path, struct text *out)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      others[] = "0123456789-_";
    size_t n, start = out->length;
    const char *part = last_part(path, &n);
    for (size_t i = 0; i < n && part[i] != '.'; i++) {
        bool is_inner = out->length > start && strchr(others, part[i]) != NULL;
        if (is_inner || strchr(letters, part[i]) != NULL)
            text_add_bytes(out, part + i, 1);
    }
    text_add(out, out->length > start ? "" : "office");
}

static const char wards_ja[] =
    "# 報告する期間\n"
    "#period: {from: 2020-07-01, to: 2020-09-30}\n"
    "\n"
    "# 区ごとの窓口数・予約枠(区の名前: madosim wards)。\n"
    "# 実際の数字には basis: {kind: FACT, source: \"…\"} を付けると、報告書で仮定と区別されます。\n"
    "#wards:\n"
    "#  青葉:\n"
    "#    mode: booking          # booking=予約制、walk_in=予約なし\n"
    "#    counters:\n"
    "#      weekday: {value: 8, basis: {kind: FACT, source: \"配置表\"}}\n"
    "#      saturday: 4\n"
    "#    places: {renewal: 60}  # 更新の予約枠(平日1日)\n"
    "\n"
    "# 受付時間(全区)\n"
    "#calendar:\n"
    "#  weekday: {open: \"8:45\", close: \"17:00\"}\n"
    "#  saturday: {weeks: [2, 4], open: \"9:00\", close: \"12:00\"}\n"
    "\n"
    "# 予約: 枠の長さ、何日先まで\n"
    "#booking: {slot: 30 min, horizon: 40 d}\n"
    "\n"
    "# 更新1件にかかる時間の平均\n"
    "#uses: {renewal: {service: {mean: 15 min}}}\n"
    "\n"
    "# 目標: 30分以内に90%の人を呼ぶ\n"
    "#target: {within: 30 min, share: 90%}\n"
    "\n"
    "# 反復の数(多いほど区間が狭くなる)\n"
    "#run: {replications: 100}\n";
static const char wards_en[] =
    "# the reported period\n"
    "#period: {from: 2020-07-01, to: 2020-09-30}\n"
    "\n"
    "# counters and places of single wards (their names: madosim wards). Numbers you know get\n"
    "# basis: {kind: FACT, source: \"...\"}, so that reports tell them from assumptions.\n"
    "#wards:\n"
    "#  aoba:\n"
    "#    mode: booking          # or walk_in\n"
    "#    counters:\n"
    "#      weekday: {value: 8, basis: {kind: FACT, source: \"roster\"}}\n"
    "#      saturday: 4\n"
    "#    places: {renewal: 60}  # bookings for renewals a weekday\n"
    "\n"
    "# opening hours of all wards\n"
    "#calendar:\n"
    "#  weekday: {open: \"8:45\", close: \"17:00\"}\n"
    "#  saturday: {weeks: [2, 4], open: \"9:00\", close: \"12:00\"}\n"
    "\n"
    "# bookings: length of a slot, how far ahead\n"
    "#booking: {slot: 30 min, horizon: 40 d}\n"
    "\n"
    "# mean time of a renewal at the counter\n"
    "#uses: {renewal: {service: {mean: 15 min}}}\n"
    "\n"
    "# the promise: 90 % of people are called within 30 minutes\n"
    "#target: {within: 30 min, share: 90%}\n"
    "\n"
    "# replications: the more, the narrower the intervals\n"
    "#run: {replications: 100}\n";
static const char queue_ja[] = "# 開く時刻と、受付時間の長さ\n"
                               "#period: {open: \"9:00\", length: 8 h}\n"
                               "\n"
                               "# 窓口の数を、時刻ごとに\n"
                               "#counters:\n"
                               "#  on_duty: 3\n"
                               "#  roster:\n"
                               "#    - {from: \"12:00\", counters: 2}\n"
                               "#    - {from: \"13:00\", counters: 3}\n"
                               "\n"
                               "# 用件ごとに、来る人の数と、1件にかかる時間\n"
                               "#uses:\n"
                               "#  相談:\n"
                               "#    arrivals: {rate: 4 /h}\n"
                               "#    service: {family: lognormal, mean: 12 min, cv: 0.6}\n"
                               "\n"
                               "# 目標: 10分以内に90%の人を呼ぶ\n"
                               "#target: {within: 10 min, share: 90%}\n";
static const char queue_en[] = "# when it opens, and for how long\n"
                               "#period: {open: \"9:00\", length: 8 h}\n"
                               "\n"
                               "# counters by time of day\n"
                               "#counters:\n"
                               "#  on_duty: 3\n"
                               "#  roster:\n"
                               "#    - {from: \"12:00\", counters: 2}\n"
                               "#    - {from: \"13:00\", counters: 3}\n"
                               "\n"
                               "# uses: how many people come, and how long one takes\n"
                               "#uses:\n"
                               "#  advice:\n"
                               "#    arrivals: {rate: 4 /h}\n"
                               "#    service: {family: lognormal, mean: 12 min, cv: 0.6}\n"
                               "\n"
                               "# the promise: 90 % of people are called within 10 minutes\n"
                               "#target: {within: 10 min, share: 90%}\n";

/* The path as a word of a command line; one that would break the line it stands in is left out. */
static const char *path_as_word(const struct starter *s, struct arena *home)
{
    struct text word;
    text_init(&word, home);
    run_add_word(&word, s->path);
    return strpbrk(s->path, "\n\r") != NULL ? "scenario.yaml" : text_get(&word);
}

/* The title goes into quotes as it is: titles of presets hold none. */
void starter_print(const struct starter *s, bool japanese, struct text *out)
{
    const char *path = path_as_word(s, out->home);
    static const char *const bodies[2][2] = {{wards_en, wards_ja}, {queue_en, queue_ja}};
    if (s->schema != NULL)
        text_addf(out, "# yaml-language-server: $schema=%s\n", s->schema);
    text_addf(out,
              japanese
                  ? "# 書いていない設定は、下の extends のファイルのとおりです。\n"
                    "# 「#」に続けて設定の書かれている行は、先頭の # を消すと有効になります。\n"
                    "# 調べる: madosim validate %s\n"
                    "# 見通す: madosim plan %s\n"
                    "# 試算する: madosim run %s\n"
                  : "# What is not written here is as in the file behind extends.\n"
                    "# Take away the # before a setting to use it.\n"
                    "# check: madosim validate %s\n"
                    "# look: madosim plan %s\n"
                    "# simulate: madosim run %s\n",
              path, path, path);
    text_add(out, "schema: madosim/1\nextends: ");
    text_add_yaml(out, s->base);
    text_add(out, "\nid: ");
    starter_id(s->path, out);
    text_addf(out, "\ntitle: \"%s\"\n", s->preset->title[japanese]);
    text_add(out, s->preset->is_queue ? "model: queue\n\n" : "\n");
    text_add(out, bodies[s->preset->is_queue][japanese]);
}
