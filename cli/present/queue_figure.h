/* queue_figure.h - the figure of a system: which share of people has been called within so many
 * minutes, for the three uses with the lowest share within the target.
 */
#ifndef PRESENT_QUEUE_FIGURE_H
#define PRESENT_QUEUE_FIGURE_H

#include "cli/present/figure.h"
#include "cli/present/figures.h"
#include "cli/present/queue_facts.h"
#include "sim/base/attr.h"

/* Fills the sheet "ecdf"; false when nobody took a ticket. */
bool queue_figure_draw(const struct queue_facts *f, struct figure_sheet *s);

/* As figures_write(), of this figure. */
bool queue_figure_write(const struct queue_facts *f, const char *plots, struct arena *home,
                        struct figures *list, struct err *e) MUST_CHECK;

#endif
