/* report_figure.c - a figure inlined from its SVG file, or the table that stands for it. */
#include <stdio.h>

#include "cli/present/report_page.h"
#include "sim/output/svg.h"

enum { READ_BYTES = 65536 };

/* The whole file; false when it is not there or cannot be read. */
static bool read_file(const char *path, struct text *content)
{
    char block[READ_BYTES];
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        text_add_bytes(content, block, n);
    bool is_read = ferror(in) == 0;
    (void)fclose(in);
    return is_read;
}

static const char *figure_word(const struct report_page *p)
{
    return report_word(p, "Figure ", "図");
}

/* false: no such picture; the page is unchanged. */
static bool add_svg(struct report_page *p, int index)
{
    const struct figures *figures = p->report->figures;
    const char *name = figures->names[index];
    struct text path, svg, prefix, picture;
    text_init(&path, p->home);
    text_init(&svg, p->home);
    text_init(&prefix, p->home);
    text_init(&picture, p->home);
    text_addf(&path, "%s/%s.svg", p->report->plots, name);
    text_addf(&prefix, "f%d", p->figures);
    bool is_read = read_file(text_get(&path), &svg);
    if (path.failed || svg.failed || prefix.failed)
        p->out.failed = true;
    if (!is_read || p->out.failed)
        return false;
    if (!svg_inline(text_get(&svg), text_get(&prefix), figures->titles[index], figures->alts[index],
                    &picture))
        return false;
    if (picture.failed)
        p->out.failed = true;
    text_addf(&p->out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s%d\">",
              figure_word(p), p->figures);
    text_add(&p->out, text_get(&picture));
    text_add(&p->out, "</div>");
    return true;
}

void report_figure_add(struct report_page *p, const char *name, struct bilingual heading,
                       struct bilingual caption)
{
    struct text *out = &p->out;
    int index = figures_index(p->report->figures, name);
    text_add(out, "<h2>");
    text_add_html(out, report_word(p, heading.en, heading.ja));
    text_add(out, "</h2>\n");
    if (p->report->figures->count == 0) {
        report_say(p,
                   "<p class=\"note\">There are no figures here. Where there is something to "
                   "draw, <code>madosim report FOLDER</code> draws it.</p>\n",
                   "<p class=\"note\">図は作っていません。描けるデータがあれば、"
                   "<code>madosim report フォルダー</code> で描けます。</p>\n");
        return;
    }
    if (index < 0) {
        report_say(p, "<p class=\"note\">This run has no data to show here.</p>\n",
                   "<p class=\"note\">この試算には、ここに示すデータがありません。</p>\n");
        return;
    }
    p->figures++;
    text_addf(out, "<figure id=\"figure-%s\">", name);
    if (add_svg(p, index)) {
        text_addf(out, "<figcaption>%s%d ", figure_word(p), p->figures);
        text_add_html(out, report_word(p, caption.en, caption.ja));
        text_addf(out,
                  p->japanese ? "描き直すには plots/%s.gp。</figcaption></figure>\n"
                              : " To draw it again: plots/%s.gp.</figcaption></figure>\n",
                  name);
        return;
    }
    text_addf(out,
              p->japanese
                  ? "<p class=\"note\"><strong>図%d(plots/%s.svg)は描けていません。</strong>"
                    "gnuplot を入れて plots/%s.gp を実行すると描けます。代わりに表で"
                    "示します。</p>\n"
                  : "<p class=\"note\"><strong>Figure %d (plots/%s.svg) could not be drawn."
                    "</strong> Install gnuplot and run plots/%s.gp to draw it. A table takes "
                    "its place.</p>\n",
              p->figures, name, name);
    text_add(out, "<p><strong>");
    text_add_html(out, p->report->figures->titles[index]);
    text_add(out, "</strong></p>\n");
    if (p->queue != NULL)
        report_queue_waits(p);
    else
        report_instead_add(p, name);
    text_add(out, "</figure>\n");
}
