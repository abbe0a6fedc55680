#include "cli/present/figures.h"

#include <string.h>

#include "cli/present/figure.h"
#include "sim/output/outfile.h"

typedef bool figure_drawer(const struct figure_input *in, struct figure_sheet *s);

static bool write_file(const char *folder, const char *name, const char *tail, const char *content,
                       struct arena *home, struct err *e)
{
    struct text path;
    text_init(&path, home);
    text_add(&path, folder);
    text_add(&path, "/");
    text_add(&path, name);
    text_add(&path, tail);
    if (path.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, name);
    return outfile_write(text_get(&path), content, strlen(content), e);
}

bool figures_put(const char *plots, struct figure_sheet *s, struct figures *list,
                 struct arena *home, struct err *e)
{
    if (s->gp.failed || s->title.failed || s->note.failed || s->alt.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, s->name);
    list->names[list->count] = s->name;
    list->titles[list->count] = text_get(&s->title);
    list->alts[list->count] = text_get(&s->alt);
    list->count++;
    if (!write_file(plots, s->name, ".gp", text_get(&s->gp), home, e))
        return false;
    struct text alt;
    text_init(&alt, home);
    text_add(&alt, text_get(&s->alt));
    text_add(&alt, "\n");
    if (alt.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, s->name);
    return write_file(plots, s->name, ".alt.txt", text_get(&alt), home, e);
}

bool figures_begin(const char *plots, struct arena *home, struct err *e)
{
    return outfile_make_folder(plots, e) &&
           write_file(plots, "theme", ".gp", figure_theme(), home, e);
}

bool figures_write(const struct tables *t, const struct tables_about *about, const char *plots,
                   struct arena *home, struct figures *list, struct err *e)
{
    static figure_drawer *const drawers[FIGURES_MAX] = {figure_ecdf_draw, figure_days_draw,
                                                        figure_heat_draw, figure_calendar_draw};
    struct findings found;
    *list = (struct figures){0};
    if (!findings_read(t, about, home, &found, e) || !figures_begin(plots, home, e))
        return false;
    struct figure_input in = {t, about, &found, home};
    for (int i = 0; i < FIGURES_MAX; i++) {
        struct figure_sheet s;
        figure_init(&s, about->japanese, home);
        if (drawers[i](&in, &s) && !figures_put(plots, &s, list, home, e))
            return false;
    }
    return true;
}

int figures_index(const struct figures *list, const char *name)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->names[i], name) == 0)
            return i;
    }
    return -1;
}
