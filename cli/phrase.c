#include "cli/phrase.h"

#include "sim/base/bug.h"

/* clang-format off */
static const char *const phrases[PHRASE_COUNT][2] = {
    [PHRASE_DONE]      = {"done: {0} replications in {1} s", "完了: 反復{0}回 {1}秒"},
    [PHRASE_PARTIAL]   = {"interrupted after {0} replications; what was finished is kept and marked partial", "中断しました。終わった{0}回分を partial(途中)として残します"},
    [PHRASE_GOES_ON]   = {"the same command goes on from there", "同じ命令をもう一度実行すると、続きから計算します"},
    [PHRASE_RESUMED]   = {"going on after {0} replications, kept in {1}", "{1} にある{0}回分の続きから計算します"},
    [PHRASE_LOST]      = {"madosim: stopped: a process of the job (rank) was lost, or the job was cancelled; {0} replications are kept in {1}, and the same command goes on from there", "madosim: 中断: 並列計算のプロセス(ランク)が失われたか、ジョブが取り消されました。{0}回分が {1} にあり、同じ命令をもう一度実行すると続きから計算します"},
    [PHRASE_LOST_ALL]  = {"madosim: stopped: a process of the job (rank) was lost, or the job was cancelled; nothing was kept yet, and the same command begins anew", "madosim: 中断: 並列計算のプロセス(ランク)が失われたか、ジョブが取り消されました。残した結果はまだなく、同じ命令をもう一度実行すると初めから計算します"},
    [PHRASE_NOTHING_DONE] = {"interrupted before the first replication was finished; nothing was written", "1回も終わらないうちに中断しました。何も書いていません"},
    [PHRASE_PERIOD]    = {"period {0} to {1}, {2} replications, run {3}", "期間 {0}〜{1} 反復{2}回 試算ID {3}"},
    [PHRASE_WAITS]     = {"Waits (min), +- half of the 95 % interval", "待ち時間(分)  ±は95%信頼区間の半分"},
    [PHRASE_PROMISE]   = {"Promise: wait within {0} min for {1} % of tickets issued", "目標: 待ち時間{0}分以内が{1}%(整理券を受けた人に対して)"},
    [PHRASE_NOTE_WAITS] = {"wait = call - max(ticket, slot), over tickets issued; turned away: see below", "待ち時間=呼出し-max(整理券,予約時刻)。断られた人は含まず、下の表にあります"},
    [PHRASE_NOTE_PROMISE] = {"turned away, no booking: people; overtime: min per open day; to slot: days", "断った・予約不可: 期間中の人数  時間外: 分/開庁日  予約まで: 日"},
    [PHRASE_NOTE_SHORT] = {"turned away, no booking: people; overtime: min per open day", "断った・予約不可: 期間中の人数  時間外: 分/開庁日"},
    [PHRASE_WORST_SITES] = {"{0} sites, {1} of them below the promised share. Listed: all together, and the {2}\nwith the least share (the others: data/summary.csv)", "全{0}か所、うち目標の割合に届かないのは{1}か所。全体と、割合が低い{2}か所を示します\n(ほかは data/summary.csv)"},
    [PHRASE_OFFICE]    = {"{0}, {1} d per replication, {2} replications, run {3}", "{0} 1反復{1}日 反復{2}回 試算ID {3}"},
    [PHRASE_LONG_DAY]  = {"a 'day' of {0}", "1日を{0}とします"},
    [PHRASE_WARM_UP]   = {" (the first {0} not counted)", "(はじめの{0}は数えない)"},
    [PHRASE_NOTE_QUEUE] = {"wait = call - max(ticket, slot), over tickets issued; not served: people a day", "待ち時間=呼出し-max(整理券,予約時刻)。未対応: 対応を受けずに帰った人(人/日)"},
    [PHRASE_NOTE_NOT_SERVED] = {"people a day: left the line, balked at its length, no place, refused at the door", "人/日: 途中で帰った、列を見て帰った、満員で入れなかった、受付で断られた人"},
    [PHRASE_OTHERS]    = {"also {1} people a day who {0}", "ほかに{0}人 {1}(人/日)"},
    [PHRASE_LOAD]      = {"load{0}: work for {1} counters, {2} on duty ({3} %)", "負荷{0}: 仕事は窓口{1}つ分、窓口は{2}({3}%)"},
    [PHRASE_OVERLOAD]  = {"load{0}: work for {1} counters, {2} on duty ({3} %): more than they can do", "負荷{0}: 仕事は窓口{1}つ分、窓口は{2}({3}%)。窓口が足りません"},
    [PHRASE_PEAK]      = {"heaviest half hour {0}: work for {1} counters, {2} on duty", "最も重い時間帯 {0}: 仕事は窓口{1}つ分、窓口は{2}"},
    [PHRASE_FIGURES_MISSING] = {"figures missing: {0}. The tables are complete.", "作れなかった図: {0}。表はすべてそろっています。"},
    [PHRASE_GNUPLOT_MISSING] = {"gnuplot is missing; install it with: sudo apt install gnuplot-nox", "gnuplot がありません。次の命令で入ります: sudo apt install gnuplot-nox"},
    [PHRASE_REPORT]    = {"report: {0}", "報告書: {0}"},
    [PHRASE_RESULTS]   = {"results: {0}", "結果: {0}"},
    [PHRASE_NO_CUSTOMERS] = {"--customers lists people for model: queue only; this scenario has model: {0}", "--customers は model: queue のときだけ使えます。このシナリオは model: {0} です"},
    [PHRASE_HAS_MORE]  = {"results of the same run with more replications ({0}) are there already: {1}", "同じ試算の、より多い反復({0}回)の結果があります: {1}"},
    [PHRASE_FOREIGN_FOLDER] = {"the folder holds other files; choose another one", "ほかのファイルが入っています。別のフォルダーを選んでください"},
    [PHRASE_USAGE_HINT] = {"see: madosim {0} --help", "使い方: madosim {0} --help"},
    [PHRASE_UNKNOWN_OPTION] = {"unknown option '{0}'", "「{0}」という指定はありません"},
    [PHRASE_NEEDS_VALUE] = {"option '{0}' needs a value, for example: {1}", "{0} には値が必要です。例: {1}"},
    [PHRASE_BAD_WHOLE] = {"option '{0}': '{1}' is not a whole number from {2} to {3}", "{0} に「{1}」は使えません。{2} から {3} までの整数を半角で書いてください"},
    [PHRASE_BAD_CHOICE] = {"option '{0}': '{1}' is not one of: {2}", "{0} に「{1}」は選べません。選べるもの: {2}"},
    [PHRASE_TOO_MANY_SETS] = {"--set can be given {0} times at most", "--set は {0} 回までです"},
    [PHRASE_NEEDS_FILE] = {"which scenario? for example: {0}", "シナリオのファイルを指定してください。例: {0}"},
    [PHRASE_TOO_MANY_CASES] = {"'{0}' is one word too many: {1} at most", "「{0}」は余分です。指定できるのは {1} 個までです"},
    [PHRASE_NO_CASE]   = {"there is no case '{0}'{1} (madosim theory --quick lists them all)", "「{0}」という例題はありません{1}(一覧は madosim theory --quick で出ます)"},
    [PHRASE_CASE_MEANT] = {"; did you mean {0}?", "。もしかして: {0}"},
    [PHRASE_THEORY_ALL] = {"all {0} reference values agree{1}", "{0} 個の値がすべて一致しました{1}"},
    [PHRASE_THEORY_INFORMATION] = {"; {0} for information", "。参考 {0} 個"},
    [PHRASE_THEORY_NOT_RUN] = {"; {0} not run, without --quick they are", "。未実行 {0} 個(--quick を付けなければ実行します)"},
    [PHRASE_THEORY_SOME] = {"{0} of {1} reference values do not agree", "{1} 個の値のうち {0} 個が一致しません"},
    [PHRASE_THEORY_NOTE] = {"{0} formula within its tolerance (= as printed), estimate within 4 standard errors,\nwhich are at most 0.3 % of a mean and 1 % of a tail; {1} not precise enough; {2} differs", "{0} 式は許容差以内(=は同じ値)、試算は標準誤差の4倍以内(標準誤差は平均の0.3%、\n裾の1%以下) {1} 精度不足 {2} 不一致"},
    [PHRASE_THEORY_STOPPED] = {"interrupted", "中断しました"},
    [PHRASE_PLAN_PERIOD] = {"{0} to {1}, {2} open days, {3} of them Saturdays", "{0}〜{1} 開庁 {2}日 うち土曜 {3}日"},
    [PHRASE_PLAN_SATURDAY] = {"open {1}-{2}: Saturday no. {0}, next to a holiday", "第{0}土曜のため、祝日と続く連休中でも開庁します({1}〜{2})"},
    [PHRASE_PLAN_AFTER_CLOSURE] = {"first open day after {0} closed days", "{0}日続いた閉庁の翌日です"},
    [PHRASE_PLAN_SURGE] = {"surge '{0}' begins, after {1} closed days", "「{0}」の集中が閉庁明け({1}日)に始まります"},
    [PHRASE_PLAN_CLOSED] = {"{0}: closed (announced {1})", "{0}: 閉庁({1} 発表。予約は取消し)"},
    [PHRASE_PLAN_OPEN] = {"{0}: open out of turn (announced {1})", "{0}: 臨時に開庁({1} 発表)"},
    [PHRASE_PLAN_RESERVED_ONLY] = {"{0}: booked people only (announced {1})", "{0}: 予約済みの人だけ受付({1} 発表)"},
    [PHRASE_PLAN_SLOW] = {"the national system is slow, {1}-{2}", "全国システムが遅くなります({1}〜{2})"},
    [PHRASE_PLAN_DOWN] = {"the national system is down, {1}-{2}", "全国システムが止まります({1}〜{2})"},
    [PHRASE_PLAN_LOAD] = {"expected work over counter-hours, returns not included\n         ({0} above 1.00: lines only grow; {1} from 0.90)", "窓口の仕事の見込み÷窓口の延べ時間。断られた人の出直しは含みません\n      ({0} 1.00超: 列が伸び続けます  {1} 0.90以上)"},
    [PHRASE_PLAN_PLACES] = {"pl.: appointments wanted per place, in the month where places are tightest", "枠: 予約の見込み÷予約枠、最も足りない月"},
    [PHRASE_PLAN_HEAVIEST] = {"the {0} with the heaviest months, of {1} (all: --json)", "負荷が高い{0}か所(全{1}か所は --json)"},
    [PHRASE_PLAN_MAIL] = {"{0} a day with mail on average, {1} can be mailed", "発送のある日の平均 {0}通(能力 {1}通)"},
    [PHRASE_PLAN_BACKLOG] = {"{1} wait on {0}, none on {2} ({3} days with mail)", "{0}の朝に {1}通が未発送、{2}に解消(発送 {3}日)"},
    [PHRASE_PLAN_BACKLOG_STAYS] = {"{1} wait on {0}, not cleared in the period", "{0}の朝に {1}通が未発送、期間中に解消しません"},
    [PHRASE_PLAN_UNMAILED] = {"{0} are never mailed {1}", "{0}通は期間中に発送されません {1}"},
    [PHRASE_PLAN_PHONE] = {"{0}: {1} calls a day, {2} h of talk for {3} h of agents; redials not included", "{0}: 1日 {1}件、通話 {2}時間に対し応対者 {3}時間(かけ直しは含みません)"},
    [PHRASE_PLAN_TIME] = {"{0} replications of {1} wards: about {2} s on one core (rule of thumb)", "反復{0}回 × {1}区 ≈ {2}秒(1コア。目安で、測った値ではありません)"},
    [PHRASE_PLAN_DAYS] = {"{0} a day, {1} d per replication, {2} replications", "1日 {0} 1反復{1}日 反復{2}回"},
    [PHRASE_PLAN_QUEUE] = {"all: work for {0} counters, {1} on duty: load {2}", "すべて: 仕事は窓口{0}つ分、窓口は{1}。負荷 {2}"},
    [PHRASE_PLAN_QUEUE_PART] = {"known: work for {0} counters, {1} on duty; the rest depends on waits", "分かる分: 仕事は窓口{0}つ分、窓口は{1}。残りは待ち時間しだいです"},
    [PHRASE_TOO_MANY_FILES] = {"one scenario at a time: '{0}' is too many", "シナリオは1つだけ指定できます:「{0}」は余分です"},
    [PHRASE_NEEDS_DAY] = {"which ward and day, or which person? for example: {0}", "区と日付、または人を指定してください。例: {0}"},
    [PHRASE_NO_JOURNEYS] = {"trace follows people of model: ward; this scenario has model: {0}", "trace は model: ward の人をたどります。このシナリオは model: {0} です"},
    [PHRASE_NO_PERSON] = {"'{0}' is not there; --ward and --date alone list everybody of a day", "「{0}」という人は見つかりません。--ward と --date だけを指定すると、その日の全員が出ます"},
    [PHRASE_TRACE_DAY] = {"{0}: {1} people", "{0}: {1}人"},
    [PHRASE_TRACE_RUN] = {"replication {0}, seed {1}", "反復{0} 乱数の種 {1}"},
    [PHRASE_TRACE_NOBODY] = {"nobody acts: {0}", "動いた人はいません: {0}"},
    [PHRASE_OF_ALONE] = {"--of says of what --until is meant; write both: --until half_width=1% --of wait.p90", "--of は --until と一緒に使います。例: --until half_width=1% --of wait.p90"},
    [PHRASE_BAD_UNTIL] = {"option '--until': '{0}' is no precision; write for example: --until half_width=1%", "--until に「{0}」は使えません。例: --until half_width=1%"},
    [PHRASE_UNTIL_NOW] = {"{0} replications: {1} is known to +-{2}{3}", "{0}回: {1} の区間幅 ±{2}{3}"},
    [PHRASE_UNTIL_REACHED] = {"+-{0}{1} was asked for", "目標 ±{0}{1} に達しました"},
    [PHRASE_UNTIL_MORE] = {"for +-{0}{1} some {2} more are needed", "目標 ±{0}{1} まで、あと約{2}回"},
    [PHRASE_UNTIL_UNKNOWN] = {"how many it takes for +-{0}{1} cannot be told yet", "目標 ±{0}{1} までの回数は、まだ分かりません"},
    [PHRASE_OLD_FOLDER] = {"{0}: these results do not say what they were made from; run the scenario again, or compare the files", "{0}: 何から作られた結果か分かりません。もう一度 run するか、シナリオのファイルどうしを比べてください"},
    [PHRASE_STALE_FOLDER] = {"{0}: the scenario {1}, its tables or the program have changed since; run it again, or compare the files", "{0}: 結果ができた後に、シナリオ {1}(か、その表、プログラム)が変わっています。もう一度 run するか、ファイルどうしを比べてください"},
    [PHRASE_TOO_MANY_POLICIES] = {"'{0}' is one too many: {1} can be compared at once", "「{0}」は多すぎます。一度に比べられるのは {1} つまでです"},
    [PHRASE_NEEDS_TWO] = {"compare what with what? for example: {0}", "比べる条件を2つ以上指定してください。例: {0}"},
    [PHRASE_COMPARE_KINDS] = {"{0} and {1} are scenarios of different kinds (model) and cannot be compared", "{0} と {1} は種類(model)が違うので比べられません"},
    [PHRASE_COMPARE_SEEDS] = {"{0} and {1} were run with different seeds, so they did not meet the same public; run one again with --seed", "{0} と {1} は乱数の種が違うので、同じ人々になりません。--seed をそろえて、もう一度 run してください"},
    [PHRASE_COMPARE_STOPPED] = {"interrupted; nothing was compared", "中断しました。比べた結果はありません"},
    [PHRASE_COMPARE_HEAD] = {"baseline {0}; {1} replications, seed {2}, the same public for all", "基準 {0}  反復{1}回、種{2}、どの条件も同じ人々"},
    [PHRASE_COMPARE_POLICY] = {"policy {0}: what is changed, from baseline to policy", "条件 {0}  変えた設定(基準 → この条件)"},
    [PHRASE_COMPARE_MORE] = {"  and {0} more (--json lists all)", "  ほか{0}(すべては --json)"},
    [PHRASE_COMPARE_NO_CHANGE] = {"  nothing", "  なし"},
    [PHRASE_COMPARE_OPEN] = {"No difference in keeping the promise is shown over the whole (at most {2} points).", "目標以内の割合の差は、全体では確かめられません(大きくても {2} ポイント)。"},
    [PHRASE_COMPARE_GAIN] = {"The promise is kept better over the whole: by {0} points, at least {1}, at most {2}.", "全体の目標以内の割合は {0} ポイント上がります(少なくとも {1}、多くて {2})。"},
    [PHRASE_COMPARE_LOSS] = {"The promise is kept worse over the whole: by {0} points, at least {1}, at most {2}.", "全体の目標以内の割合は {0} ポイント下がります(少なくとも {1}、多くて {2})。"},
    [PHRASE_COMPARE_SAME] = {"The promise is kept exactly alike, in every replication.", "目標以内の割合は、どの反復でもまったく同じです。"},
    [PHRASE_COMPARE_PRICE] = {"At the price of (over the whole): {0}.", "その代わり、全体で悪くなるもの: {0}。"},
    [PHRASE_COMPARE_RETURN] = {"In return (over the whole): {0}.", "代わりに、全体でよくなるもの: {0}。"},
    [PHRASE_COMPARE_NUMBERS] = {"Common random numbers took as much chance out of it as {0} times the replications.", "共通乱数により、反復を{0}倍にしたのと同じだけ偶然が減っています。"},
    [PHRASE_COMPARE_BETTER] = {"{0} better at {1}: {2}", "{0} 改善 {1}か所: {2}"},
    [PHRASE_COMPARE_WORSE] = {"{0} worse at {1}: {2}", "{0} 悪化 {1}か所: {2}"},
    [PHRASE_COMPARE_BEST] = {"{0} keeps the promise best over the whole; all others are shown to be worse.", "全体の目標以内の割合は {0} が最もよく、ほかは劣ることが確かです。"},
    [PHRASE_COMPARE_MAY_BE_BEST] = {"any of these may keep the promise best over the whole: {0}", "全体の目標以内の割合が最もよいのは、次のどれか: {0}"},
    [PHRASE_COMPARE_NOTE] = {"Behind a difference stands half of its 95 % interval, of that number alone. What\nhas a *, and every sentence with its interval, holds at once with 95 % for all\n{0} differences of this comparison (Bonferroni). = is exactly the same; shares in\npoints. All of it under what the scenario assumes (see its report).", "表の±は、同じ反復どうしの差の95%区間(その数字だけ)。*の差と、文の±は、この比較の\n{0}個の差について同時に95%で成り立つもの(ボンフェローニ)。=はまったく同じ。\n割合の差はポイント。シナリオの仮定(報告書の前提一覧)の上での差です。"},
};
/* clang-format on */

void phrase_add_args(struct text *out, enum phrase p, bool japanese, const char *const *args)
{
    int n = 0;
    while (args[n] != NULL)
        n++;
    BUG_IF((int)p < 0 || p >= PHRASE_COUNT);
    for (const char *c = phrases[p][japanese]; *c != '\0'; c++) {
        if (c[0] == '{' && c[1] >= '0' && c[1] <= '3' && c[2] == '}') {
            BUG_IF(c[1] - '0' >= n);
            text_add(out, args[c[1] - '0']);
            c += 2;
        } else {
            text_add_bytes(out, c, 1);
        }
    }
}
