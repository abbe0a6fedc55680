/* near.h - "did you mean": the closest of some names, by edit distance in code points. */
#ifndef INPUT_NEAR_H
#define INPUT_NEAR_H

#include <stddef.h>

/* Damerau-Levenshtein distance (optimal string alignment) in code points, ASCII letters
 * compared without case. Names over 64 code points count as infinitely far. O(n*m). */
int near_distance(const char *a, const char *b);

/* The nearest of n names within max(1, n/3) of the written one (n its code points);
 * the first among equals; NULL when none is near enough. */
const char *near_best(const char *written, const char *const *names, size_t n);

#endif
