#include "sim/input/near.h"

#include <limits.h>
#include <stdint.h>

#include "sim/base/text.h"

enum { LETTERS_MAX = 64 };

/* Code points with ASCII letters in lower case; LETTERS_MAX + 1 when there are more. */
static int letters_of(const char *s, uint32_t letters[LETTERS_MAX])
{
    int n = 0;
    for (uint32_t c; (c = text_next(&s)) != 0; n++) {
        if (n == LETTERS_MAX)
            return LETTERS_MAX + 1;
        letters[n] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    return n;
}

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

int near_distance(const char *a, const char *b)
{
    uint32_t p[LETTERS_MAX], q[LETTERS_MAX];
    int n = letters_of(a, p), m = letters_of(b, q);
    if (n > LETTERS_MAX || m > LETTERS_MAX)
        return INT_MAX;

    /* Three rows of the usual table: cost[i % 3][j] = distance of p[0..i) and q[0..j). */
    int cost[3][LETTERS_MAX + 1];
    for (int j = 0; j <= m; j++)
        cost[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = cost[i % 3];
        const int *above = cost[(i + 2) % 3], *before = cost[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            bool same = p[i - 1] == q[j - 1];
            now[j] = least_of(least_of(above[j], now[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && p[i - 1] == q[j - 2] && p[i - 2] == q[j - 1])
                now[j] = least_of(now[j], before[j - 2] + 1);
        }
    }
    return cost[n % 3][m];
}

const char *near_best(const char *written, const char *const *names, size_t n)
{
    size_t count = text_count(written);
    if (count > LETTERS_MAX)
        return NULL;
    int limit = count < 6 ? 1 : (int)(count / 3);
    const char *best = NULL;
    for (size_t i = 0; i < n; i++) {
        int distance = near_distance(written, names[i]);
        if (distance <= limit) {
            best = names[i];
            limit = distance - 1;
        }
    }
    return best;
}
