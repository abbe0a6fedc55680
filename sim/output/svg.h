/* svg.h - makes a gnuplot SVG fit to be inlined in a page: XML prologue and <title>
 * elements removed, every id (and url(#id), href="#id") prefixed, role="img",
 * aria-labelledby, our own <title> and <desc> added, fixed width/height replaced by
 * viewBox scaling. */
#ifndef OUTPUT_SVG_H
#define OUTPUT_SVG_H

#include <stdbool.h>

#include "sim/base/text.h"

/* false when svg is not an SVG document. prefix: ASCII letters, digits, '-'. */
bool svg_inline(const char *svg, const char *prefix, const char *title, const char *description,
                struct text *out);

#endif
