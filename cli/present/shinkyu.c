#include "cli/present/shinkyu.h"

#include <string.h>

#include "sim/base/attr.h"

/* ---- what differs ------------------------------------------------------------------------ */

/* Values are short; of longer ones all is underlined. */
enum { TOKENS_MAX = 96 };

struct tokens {
    const char *at[TOKENS_MAX];
    size_t bytes[TOKENS_MAX], count;
    bool is_whole;
};

static bool is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '_';
}

static struct tokens split(const char *s)
{
    struct tokens t = {.is_whole = true};
    while (*s != '\0' && t.count < TOKENS_MAX) {
        const char *from = s;
        if (is_word((unsigned char)*s))
            while (is_word((unsigned char)*s))
                s++;
        else
            (void)text_next(&s);
        t.at[t.count] = from;
        t.bytes[t.count++] = (size_t)(s - from);
    }
    t.is_whole = *s == '\0';
    return t;
}

static bool is_same(const struct tokens *a, size_t i, const struct tokens *b, size_t k)
{
    return a->bytes[i] == b->bytes[k] && memcmp(a->at[i], b->at[k], a->bytes[i]) == 0;
}

/* Which tokens of a are part of the longest common sequence with b. */
static void find_common(const struct tokens *a, const struct tokens *b, bool *kept)
{
    unsigned char longest[TOKENS_MAX + 1][TOKENS_MAX + 1] = {{0}};
    for (size_t i = a->count; i-- > 0;)
        for (size_t k = b->count; k-- > 0;) {
            unsigned char down = longest[i + 1][k], across = longest[i][k + 1];
            longest[i][k] = is_same(a, i, b, k) ? (unsigned char)(longest[i + 1][k + 1] + 1)
                            : down > across     ? down
                                                : across;
        }
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (is_same(a, i, b, k))
            kept[i++] = ++k > 0;
        else if (longest[i + 1][k] >= longest[i][k + 1])
            i++;
        else
            k++;
    }
}

static void add_part(struct text *out, const char *from, size_t n)
{
    struct text part;
    text_init(&part, out->home);
    text_add_bytes(&part, from, n);
    text_add_html(out, text_get(&part));
}

void shinkyu_underline(const char *shown, const char *other, struct text *out)
{
    struct tokens a = split(shown), b = split(other != NULL ? other : "");
    bool kept[TOKENS_MAX] = {false}, is_open = false;
    if (!a.is_whole || !b.is_whole) {
        text_add(out, "<u>");
        text_add_html(out, shown);
        text_add(out, "</u>");
        return;
    }
    find_common(&a, &b, kept);
    for (size_t i = 0; i < a.count; i++) {
        if (kept[i] == is_open)
            text_add(out, is_open ? "</u>" : "<u>");
        is_open = !kept[i];
        add_part(out, a.at[i], a.bytes[i]);
    }
    text_add(out, is_open ? "</u>" : "");
}

/* ---- the page ------------------------------------------------------------------------------ */

static const char sheet_style[] =
    "body{font:11pt/1.6 \"BIZ UDPGothic\",\"BIZ UDPゴシック\",\"Yu Gothic UI\",Meiryo,"
    "\"Hiragino Sans\",\"Noto Sans CJK JP\",sans-serif;color:#1f2328;background:#fff;margin:0;"
    "overflow-wrap:anywhere}\n"
    "main{max-width:182mm;margin:0 auto;padding:8mm 0}\n"
    "h1{font-size:15pt;text-align:center;letter-spacing:.2em;margin:0 0 3mm}\n"
    "html[lang=en] h1{letter-spacing:0}\n"
    "p{margin:1mm 0}.note{text-align:right;font-size:9.5pt}\n"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}\n"
    "th,td{border:1px solid #1f2328;padding:1.5mm 2mm;text-align:left;vertical-align:top}\n"
    "thead th{text-align:center;background:#eef4f8}\n"
    "col.item{width:30%}col.side{width:26%}\n"
    ".group th{background:#f6f8fa;font-weight:700}\n"
    "tbody th{font-weight:400}\n"
    "code{font-family:\"BIZ UDGothic\",Consolas,monospace;font-size:8.5pt;color:#59636e;"
    "display:block;line-height:1.35}\n"
    "footer code{display:inline}\n"
    "u{text-decoration:underline;text-decoration-thickness:1.5px;text-underline-offset:.2em}\n"
    ".file{font-size:9pt;color:#59636e;font-weight:400}\n"
    "footer{font-size:9pt;color:#59636e;margin-top:4mm}\n"
    "@media (max-width:760px){main{padding:4mm}}\n"
    "@page{size:A4 portrait;margin:14mm}\n"
    "@media print{main{max-width:none;padding:0}tr{break-inside:avoid}.group{break-after:avoid}"
    "thead{display:table-header-group}*{print-color-adjust:exact}}\n";

enum word { TITLE, NEW, OLD, ITEM, REMARK, MARKED, ADDED, GONE, NOTHING, AGAIN, WORDS };
static const char *const words[WORDS][2] = {
    [TITLE] = {"Comparison of old and new", "新旧対照表"},
    [NEW] = {"New", "新"},
    [OLD] = {"Old", "旧"},
    [ITEM] = {"Setting", "項目"},
    [REMARK] = {"Remarks", "備考"},
    [MARKED] = {"What differs is underlined", "(下線の部分は変更部分)"},
    [ADDED] = {"(new)", "(新設)"},
    [GONE] = {"(removed)", "(削る)"},
    [NOTHING] = {"No setting differs.", "設定に違いはありません。"},
    [AGAIN] = {"Made with:", "作り方:"},
};

struct page {
    const struct shinkyu *s;
    struct text *out;
    bool japanese;
};

static void add_word(const struct page *p, enum word w)
{
    text_add(p->out, words[w][p->japanese]);
}

static void add_side_head(const struct page *p, enum word w, const char *title, const char *file)
{
    text_add(p->out, "<th scope=\"col\">");
    add_word(p, w);
    text_add(p->out, "<div>");
    text_add_html(p->out, title);
    text_add(p->out, "</div><div class=\"file\">");
    text_add_html(p->out, file);
    text_add(p->out, "</div></th>");
}

static void add_head(const struct page *p)
{
    const struct shinkyu *s = p->s;
    text_addf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
              p->japanese ? "ja" : "en");
    text_add(p->out, "<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<title>");
    add_word(p, TITLE);
    text_add(p->out, " ");
    text_add_html(p->out, s->new_title);
    text_addf(p->out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>", sheet_style);
    add_word(p, TITLE);
    text_add(p->out, "</h1>\n");
}

static void add_table_head(const struct page *p)
{
    text_add(p->out, "<p class=\"note\">");
    add_word(p, MARKED);
    text_add(p->out, "</p>\n<table>\n<colgroup><col class=\"item\"><col class=\"side\">"
                     "<col class=\"side\"><col></colgroup>\n<thead><tr><th scope=\"col\">");
    add_word(p, ITEM);
    text_add(p->out, "</th>");
    add_side_head(p, NEW, p->s->new_title, p->s->new_file);
    add_side_head(p, OLD, p->s->old_title, p->s->old_file);
    text_add(p->out, "<th scope=\"col\">");
    add_word(p, REMARK);
    text_add(p->out, "</th></tr></thead>\n<tbody>\n");
}

static void add_cell(const struct page *p, const char *shown, const char *other, enum word none)
{
    text_add(p->out, "<td>");
    if (shown == NULL)
        add_word(p, none);
    else
        shinkyu_underline(shown, other, p->out);
    text_add(p->out, "</td>");
}

static void add_row(const struct page *p, const struct shinkyu_row *row)
{
    text_add(p->out, "<tr><th scope=\"row\">");
    text_add_html(p->out, row->item);
    text_add(p->out, "<code>");
    text_add_html(p->out, row->path);
    text_add(p->out, "</code></th>");
    add_cell(p, row->new_, row->old, GONE);
    add_cell(p, row->old, row->new_, ADDED);
    text_add(p->out, "<td>");
    text_add_html(p->out, row->remark);
    text_add(p->out, "</td></tr>\n");
}

static void add_rows(const struct page *p)
{
    const char *group = NULL;
    for (size_t i = 0; i < p->s->count; i++) {
        const struct shinkyu_row *row = &p->s->rows[i];
        if (group == NULL || strcmp(group, row->group) != 0) {
            text_add(p->out, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"4\">");
            text_add_html(p->out, row->group);
            text_add(p->out, "</th></tr>\n");
        }
        group = row->group;
        add_row(p, row);
    }
}

void shinkyu_print(const struct shinkyu *s, bool japanese, struct text *out)
{
    const struct page p = {s, out, japanese};
    add_head(&p);
    if (s->count > 0) {
        add_table_head(&p);
        add_rows(&p);
        text_add(out, "</tbody>\n</table>\n");
    } else {
        text_add(out, "<p>");
        add_word(&p, NOTHING);
        text_add(out, "</p>\n");
    }
    text_addf(out,
              japanese ? "<footer><p>このほかの設定 %zu 件は同じです。</p><p>"
                       : "<footer><p>%zu other settings are the same.</p><p>",
              s->same);
    add_word(&p, AGAIN);
    text_add(out, " <code>");
    text_add_html(out, s->command);
    text_add(out, "</code></p></footer>\n</main>\n</body>\n</html>\n");
}
