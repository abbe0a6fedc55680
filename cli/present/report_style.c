#include <string.h>

#include "cli/present/report_page.h"

/* Text pairs keep a contrast of 4.5; sizes on paper follow from 182 mm of text width. */
/* Of these families in turn; the second is the same one under its other name. */
static const char fonts[] =
    "\"BIZ UDPGothic\",\"Yu Gothic UI\",Meiryo,\"Hiragino Sans\",\"Noto Sans CJK JP\",sans-serif";
static const char fonts_ja[] = "\"BIZ UDPGothic\",\"BIZ UDPゴシック\",\"Yu Gothic "
                               "UI\",Meiryo,\"Hiragino Sans\",\"Noto Sans CJK JP\",sans-serif";

static const char before[] =
    ":root{--ink:#1f2328;--mut:#59636e;--rule:#d1d9e0;--blue:#0072b2;--verm:#b04400;"
    "--ok:#00704f}\n"
    "*{box-sizing:border-box}\n"
    "body{font:16px/1.7 ";
static const char between[] = ";color:var(--ink);margin:0;"
                              "background:#fff;overflow-wrap:anywhere}\n"
                              "svg text{font-family:";
static const char after[] =
    "}\n"
    "main{max-width:980px;margin:0 auto;padding:24px 24px 60px}\n"
    ".skip{position:absolute;left:-9999px}\n"
    ".skip:focus{left:8px;top:8px;background:#fff;padding:8px;z-index:1}\n"
    ".vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n"
    "header p{margin:.2em 0;color:var(--mut);font-size:.875rem}\n"
    "h1{font-size:1.5rem;line-height:1.4;margin:.1em 0 .2em}\n"
    "h2{font-size:1.2rem;margin:1.8em 0 .4em;border-left:6px solid var(--blue);"
    "padding-left:.5em}\n"
    "h2.vh{margin:0}\n"
    ".cards{display:grid;grid-template-columns:repeat(3,1fr);gap:14px;margin:16px 0}\n"
    ".card{border:1px solid var(--rule);border-top:5px solid var(--blue);"
    "border-radius:6px;padding:10px 14px}\n"
    ".card h3{margin:0;font-size:.875rem;color:var(--mut)}\n"
    ".card p{margin:.3em 0}\n"
    ".big{font-size:1.4rem;font-weight:700;line-height:1.35}\n"
    ".rests{font-size:.9rem;margin:.2em 0 1em}\n"
    "small,.ci{color:var(--mut)}\n"
    ".ci{display:block;font-size:.78rem;line-height:1.3;white-space:nowrap}\n"
    ".scroll{overflow-x:auto;margin-bottom:12px}\n"
    "table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}\n"
    "th,td{border-bottom:1px solid var(--rule);padding:4px 6px;text-align:right;"
    "vertical-align:top}\n"
    "th:first-child,td:first-child,.words th,.words td{text-align:left}\n"
    "th[scope=row],.nowrap{white-space:nowrap}\n"
    "thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}\n"
    "caption{text-align:left;color:var(--mut);font-size:.875rem;padding-bottom:4px}\n"
    ".sum th,.sum td{background:#eef4f8;font-weight:700}\n"
    ".mark th,.mark td,td.mark,th.mark{background:#fff1d6}\n"
    ".ok{color:var(--ok);font-weight:700}.ng{color:var(--verm);font-weight:700}\n"
    ".hold{font-weight:700}\n"
    ".verdict .ci,.bases "
    ".ci{white-space:normal}.verdict{min-width:6.4em}h3{font-size:1rem;margin:1.2em 0 .3em}\n"
    ".remedies td:last-child{width:76%}.remedies th[scope=row]{white-space:normal}\n"
    ".wide thead th,.words td{min-width:4.8em}\n"
    ".bases{table-layout:fixed}"
    ".bases th:nth-child(1){width:10%}.bases th:nth-child(2){width:19%}"
    ".bases th:nth-child(3){width:24%}.bases th:nth-child(4){width:12%}"
    ".bases th:nth-child(6){width:12%}\n"
    ".bases th[scope=row]{white-space:normal;font-weight:400}\n"
    ".tag{font-weight:700;white-space:nowrap}\n"
    ".month td,.month th{text-align:center;width:14.2%;white-space:normal}\n"
    ".bar{display:inline-block;height:.7em;background:#7fb5d8;min-width:1px}\n"
    ".bars td:last-child,.bars th:last-child{text-align:left;width:30%}\n"
    "figure{margin:10px 0}\n"
    "figure svg{width:100%;height:auto;display:block;max-width:860px}\n"
    "figcaption{color:var(--mut);font-size:.875rem}\n"
    "dl{display:grid;grid-template-columns:11em 1fr;gap:.3em 1em;font-size:.9rem}"
    "dt{font-weight:700}dd{margin:0}\n"
    ".note{border:1px solid var(--rule);background:#f6f8fa;padding:8px 14px;"
    "border-radius:6px;font-size:.875rem}\n"
    "code{font-family:\"BIZ UDGothic\",Consolas,monospace;font-size:.9em}\n"
    "@media (max-width:720px){main{padding:14px 12px 40px}h1{font-size:1.2rem}"
    ".cards{grid-template-columns:1fr}figure svg{min-width:600px}"
    ".wide{min-width:720px}.bars{min-width:520px}"
    "th[scope=row]:first-child{position:sticky;left:0;background:#fff}"
    ".sum th[scope=row]:first-child{background:#eef4f8}"
    ".mark th[scope=row]:first-child{background:#fff1d6}"
    "dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .6em}}\n";

static const char on_paper[] =
    "@media "
    "print{body{font-size:10pt;line-height:1.5}dl{font-size:8pt;line-height:1.4}h2+p{break-after:"
    "avoid}"
    "main{max-width:none;padding:0}.scroll{overflow:visible;margin-bottom:3mm}"
    "figure,.card,.note,tr,dt,dd,.scroll{break-inside:avoid}.scroll:has(.bases){break-inside:auto}"
    "h2,caption,thead{break-after:avoid}"
    ".noprint{display:none}h1{font-size:14pt}"
    "h2{font-size:12pt;margin:4mm 0 1mm}figure{margin:1mm 0}"
    "figure svg{max-width:none}#figure-calendar svg{max-height:136mm}"
    ".card{padding:2mm 3mm}.card p,.card small{font-size:9pt;line-height:1.5}"
    ".card .big{font-size:12.5pt}table{font-size:8.5pt;line-height:1.2}.ci{font-size:7.5pt}"
    "th,td{padding:.35mm 1.2mm}thead{display:table-header-group}"
    ".bases{font-size:8pt;line-height:1.15}.bases code{font-size:7pt}"
    ".bases th:nth-child(1){width:9%}.bases th:nth-child(2){width:21%}"
    ".bases th:nth-child(3){width:25%}.bases th:nth-child(5){width:22%}"
    ".bases th:nth-child(4),.bases th:nth-child(6){width:11.5%}"
    "figcaption,caption,.note{font-size:8.5pt}.note{padding:1.5mm 3mm}.note p{margin:0}"
    ".rests{font-size:9pt}"
    "*{print-color-adjust:exact}}\n";

/* English words are longer and are not split. */
static const char english[] = ".bases th:nth-child(1){width:11%}thead th{overflow-wrap:normal}\n"
                              "@media print{caption{break-inside:avoid}.wide thead th{min-width:0}"
                              ".bases th:nth-child(1){width:9%}"
                              ".card p,.card small{font-size:8pt;line-height:1.35}"
                              ".card{padding:1.5mm 2.5mm}h1{font-size:13pt}"
                              "#figure-ecdf svg{max-height:98mm}}\n";

/* Every sheet tells of which run it is, for when they get apart. */
static void add_sheet(struct report_page *p)
{
    const char *run = p->report->about->run_id; /* eight hexadecimal digits; else it stays out */
    static const char small[] = "font:8pt \"BIZ UDPGothic\",sans-serif;color:#59636e}";
    text_add(&p->out, "@page{size:A4 portrait;margin:13mm 14mm 15mm;@bottom-left{content:\"");
    report_say(p, "Run ", "試算ID ");
    text_addf(&p->out, "%.*s\";%s", (int)strspn(run, "0123456789abcdef"), run, small);
    text_addf(&p->out, "@bottom-right{content:counter(page) \"/\" counter(pages);%s}\n", small);
}

void report_style_add(struct report_page *p)
{
    struct text *out = &p->out;
    text_add(out, before);
    report_say(p, fonts, fonts_ja);
    text_add(out, between);
    report_say(p, fonts, fonts_ja);
    text_add(out, after);
    text_add(out, on_paper);
    report_say(p, english, "");
    add_sheet(p);
}
