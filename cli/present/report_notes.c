/* report_notes.c - what the numbers mean, how to get them again. */
#include <string.h>

#include "cli/present/report_page.h"
#include "cli/present/spell.h"

static void define(struct report_page *p, struct bilingual term, struct bilingual meaning)
{
    text_add(&p->out, "<dt>");
    text_add_html(&p->out, report_word(p, term.en, term.ja));
    text_add(&p->out, "</dt><dd>");
    text_add_html(&p->out, report_word(p, meaning.en, meaning.ja));
    text_add(&p->out, "</dd>\n");
}

static const char *levels(struct report_page *p)
{
    const double *cut = p->report->about->level_min;
    struct text words;
    text_init(&words, p->home);
    bool ja = p->japanese;
    bilingual_add(&words, ja, "By the P90 of the waits of the day. ",
                  "その日の待ち時間の90%点で分ける。");
    for (int i = LEVEL_QUIET; i < LEVEL_PACKED; i++)
        text_addf(&words, ja ? "%s %sは%g分以内、" : "%s %s: up to %g min, ", level_glyph(i, ja),
                  level_word(i, ja), cut[i - 1]);
    text_addf(&words, ja ? "%s %sは%g分を超える日。" : "%s %s: above %g min.",
              level_glyph(LEVEL_PACKED, ja), level_word(LEVEL_PACKED, ja), cut[2]);
    if (words.failed)
        p->out.failed = true;
    return text_get(&words);
}

enum { OF_WARDS = 1, OF_QUEUE = 2, OF_BOTH = 3 };

static const struct {
    int pages;
    struct bilingual term, meaning;
} definitions[] = {
    {OF_WARDS,
     {"Waiting time", "待ち時間"},
     {"From taking a ticket to being called; for booked people from the ticket or the booked time, "
      "whichever is later. Over the people who took a ticket: the turned away are not among them. "
      "Days and half hours go by the time of coming.",
      "整理券を取ってから呼ばれるまで。予約した人は、整理券と予約時刻の遅いほうから数える。"
      "分母は整理券を受け取った人で、断った人は入らない。日と時間帯は来た時刻で分ける。"}},
    {OF_WARDS,
     {"Share within the target", "目標以内の割合"},
     {"People called within the time of the target ÷ people who took a ticket.",
      "目標の時間以内に呼ばれた人 ÷ 整理券を受け取った人。"}},
    {OF_WARDS,
     {"Median, P90, P95", "中央値・90%点・95%点"},
     {"Of the people who took a ticket, sorted from the shortest wait to the longest: the wait of "
      "the one who stands at 5, 9 and 9.5 of ten. \"Nine of ten within about so many minutes\" is "
      "the P90, rounded up to 5 minutes.",
      "整理券を受け取った人を待ち時間の短い順に並べ、5割・9割・9割5分に当たる"
      "人の待ち時間。「10人中9人が約○分以内」は90%点を5分単位に切り上げたもの。"}},
    {OF_WARDS,
     {"P90 and the like of a day or half hour", "日・時間帯の90%点など"},
     {"Of the waits of all replications together, without an interval: what is kept of a day is "
      "the sum over the replications. How sure a day is, its share within the target tells, with a "
      "95% interval (data/wait_daily.csv), and the share of replications in which it reached its "
      "level.",
      "全反復の待ち時間をまとめたもので、区間はない(日ごとの記録は、反復を合計して残すため)。"
      "その日がどれほど確かかは、目標以内の割合の95%区間(data/wait_daily.csv)と、その段階に"
      "達した反復の割合で示す。"}},
    {OF_BOTH,
     {"95% interval", "95%区間"},
     {"A confidence interval with one replication as one sample. Days or people of the same year "
      "are no samples: they depend on each other. Rounded so that it never gets narrower. With "
      "fewer than 100 replications it comes out narrow.",
      "反復1回を1つの標本とみた信頼区間。同じ年の日や人は互いに独立でないので標本とみない。"
      "端数は区間が狭くならない向きに丸める。反復が100回に満たないと、狭めに出る。"}},
    {OF_BOTH,
     {"Verdict", "判定"},
     {"Met when the lower bound of the 95% interval reaches the target, missed when the upper "
      "bound stays below it, otherwise undecided (open in the files of data/).",
      "95%"
      "区間の下限が目標以上なら達成、上限が目標に届かなければ未達、どちらでもなければ判定保留(data/"
      " の表では open)。"}},
    {OF_WARDS,
     {"Turned away", "断った人"},
     {"People who came to the counters and could not take a ticket, because acceptance had ended "
      "or the like. People in the period (mean of the replications), not a share. Who comes again "
      "on another day is counted again.",
      "窓口に来たが、受付の終了などで整理券を受け取れなかった人。期間の人数(反復の平均)で、"
      "割合ではない。同じ人が別の日に来れば、また数える。"}},
    {OF_WARDS,
     {"No booking", "予約が取れず"},
     {"People who wanted a booking, got none and gave up. Not among the turned away. People in the "
      "period.",
      "予約を求めて取れずにあきらめた人。断った人には入れない。期間の人数。"}},
    {OF_WARDS,
     {"Did not come", "予約して来ず"},
     {"People who neither came nor cancelled their booking. People in the period.",
      "予約を取り消さずに来なかった人。期間の人数。"}},
    {OF_WARDS,
     {"Days to the visit", "予約までの日数"},
     {"Calendar days from the first attempt at a booking to the visit, mean. Over the people who "
      "got a booking.",
      "最初に予約を試みた日から来庁の日までの暦日数の平均。分母は予約が取れた人。"}},
    {OF_WARDS,
     {"Overtime", "残業"},
     {"Minutes from closing time until the last person is done. Mean per open day.",
      "閉庁時刻から最後の人が終わるまでの分。開庁日1日あたりの平均。"}},
    {OF_WARDS,
     {"Ended early", "早期終了"},
     {"Open days on which acceptance ended before closing time. Days in the period (mean of the "
      "replications). The row of the city is the sum over its wards.",
      "閉庁時刻より前に受付を終えた開庁日の数。期間の日数(反復の平均)。全市の行は各区の合計。"}},
    {OF_WARDS,
     {"Counters in use", "稼働率"},
     {"Time spent serving ÷ time with staff at the counters, without overtime.",
      "手続をしている時間 ÷ 窓口に職員がいる時間。残業の時間は除く。"}},
    {OF_WARDS,
     {"Lapsed", "失効"},
     {"People who had not renewed when their certificate expired. People in the period.",
      "有効期限までに更新しなかった人。期間の人数。"}},
    {OF_WARDS,
     {"Load", "負荷率"},
     {"Hours of work brought in on an open day ÷ hours of counters on that day.",
      "開庁日1日に持ち込まれる仕事の時間 ÷ 同じ日の窓口の時間。"}},
    {OF_WARDS,
     {"Busiest day, half hour", "最も混む日・時間帯"},
     {"The one with the lowest share within the target. Where its 95% interval overlaps with "
      "others, their number is given; where it overlaps with all, none is named.",
      "目標以内の割合が最も低い日・時間帯。ほかと95%区間が重なるときは候補の数を"
      "示し、すべてと重なるときは特定しない。"}},
    {OF_QUEUE,
     {"Waiting time", "待ち時間"},
     {"From taking a ticket to being called; with an appointment from the ticket or the appointed "
      "time, whichever is later; who leaves the line has waited until then. Over tickets issued.",
      "整理券を取ってから呼ばれるまで。予約した人は、整理券と予約時刻の遅いほうから数える。途中で"
      "帰った人は帰るまで。分母は整理券を受け取った人。"}},
    {OF_QUEUE,
     {"Share within the target", "目標以内の割合"},
     {"People who waited no longer than the time of the target ÷ people who took a ticket.",
      "待ち時間が目標の時間以内だった人 ÷ 整理券を受け取った人。"}},
    {OF_QUEUE,
     {"Median, P90", "中央値・90%点"},
     {"Half, or nine of ten, of the people who took a ticket wait no longer. \"Nine of ten within "
      "about so many minutes\" is the P90, rounded up to 5 minutes.",
      "整理券を受け取った人の5割・9割は、これより長く待たない。「10人中9人が約○分以内」は90%点を"
      "5分単位に切り上げたもの。"}},
    {OF_QUEUE,
     {"Without being served", "対応を受けずに帰った人"},
     {"Left the line, turned round at its length, found no place, were refused at the door, were "
      "sent home at closing or left word. People a day, mean of the replications.",
      "待ちきれず途中で帰った人、列を見て帰った人、満員で入れなかった人、受付で断った人、受付終了で"
      "列を解散された人、伝言を残して帰った人。1日の人数(反復の平均)。"}},
    {OF_QUEUE,
     {"Load", "負荷"},
     {"Time of work that people bring in ÷ time of counters on duty. What comes again counts "
      "again.",
      "持ち込まれる仕事の時間 ÷ 窓口が開いている時間。出直した人の仕事は、また数える。"}},
    {OF_QUEUE,
     {"Busiest half hour", "最も混む時間帯"},
     {"The one with the lowest share within the target. Where its 95% interval overlaps with "
      "others, their number is given; where it overlaps with all, none is named.",
      "目標以内の割合が最も低い時間帯。ほかと95%区間が重なるときは候補の数を示し、すべてと重なる"
      "ときは特定しない。"}},
};

void report_notes_definitions(struct report_page *p)
{
    report_say(p, "<h2 id=\"definitions\">Terms, and shares of what</h2>\n<dl>\n",
               "<h2 id=\"definitions\">用語と分母</h2>\n<dl>\n");
    int page = p->queue != NULL ? OF_QUEUE : OF_WARDS;
    for (size_t i = 0; i < COUNT_OF(definitions); i++)
        if ((definitions[i].pages & page) != 0)
            define(p, definitions[i].term, definitions[i].meaning);
    if (p->queue == NULL) {
        const char *of_levels = levels(p);
        define(p, BOTH("Levels of crowding", "混雑の段階"), BOTH(of_levels, of_levels));
    }
    text_add(&p->out, "</dl>\n");
}

void report_notes_repeat(struct report_page *p)
{
    const struct tables_about *about = p->report->about;
    report_say(p,
               "<h2 id=\"repeat\">How to repeat it</h2>\n<div class=\"note\"><p>This command gives "
               "the same numbers.<br><code>",
               "<h2 id=\"repeat\">再現方法</h2>\n<div class=\"note\"><p>次のコマンドで"
               "同じ数値が得られます。<br><code>");
    text_add_html(&p->out, about->command);
    report_say(p, "</code></p>\n<p>Run ", "</code></p>\n<p>試算ID ");
    text_add_html(&p->out, about->run_id);
    text_addf(&p->out,
              p->japanese ? "、乱数の種 %llu、反復 %u回、版 "
                          : ", seed %llu, replications: %u, version ",
              (unsigned long long)about->seed, (unsigned)about->replications);
    text_add_html(&p->out, about->version);
    report_say(p,
               ". The input is kept in scenario.resolved.yaml, digests in manifest.json."
               "</p></div>\n",
               "。入力の控えは scenario.resolved.yaml、指紋は manifest.json にあります。"
               "</p></div>\n");
}
