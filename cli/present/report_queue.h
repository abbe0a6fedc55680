/* report_queue.h - report.html of a system of counters (model: queue): the frame of report.h, fewer
 * parts.
 */
#ifndef PRESENT_REPORT_QUEUE_H
#define PRESENT_REPORT_QUEUE_H

#include "cli/present/queue_facts.h"
#include "cli/present/report.h"
#include "sim/base/attr.h"

/* As report_write(); r->tables and r->count are not looked at. Checked by
 * tests/present/test_report_queue.c. */
bool report_queue_write(const struct report *r, const struct queue_facts *f, const char *path,
                        struct arena *home, struct err *e) MUST_CHECK;

#endif
