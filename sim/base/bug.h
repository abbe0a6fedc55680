/* bug.h - our own mistake: say so and stop at the scene. Stays on in release builds. */
#ifndef BASE_BUG_H
#define BASE_BUG_H

#include "sim/base/attr.h"

COLD NORETURN void bug_at(const char *file, int line, const char *what);
#define BUG_IF(cond) ((cond) ? bug_at(__FILE__, __LINE__, #cond) : (void)0)

#endif
