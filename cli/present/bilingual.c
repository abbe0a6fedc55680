#include "cli/present/bilingual.h"

#include "sim/base/bug.h"

static bool is_part(const char *at)
{
    return at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}';
}

void bilingual_fill(struct text *out, bool japanese, struct bilingual words,
                    const char *const *parts, size_t n)
{
    const char *at = japanese ? words.ja : words.en, *from = at;
    while (*at != '\0') {
        if (!is_part(at)) {
            at++;
            continue;
        }
        size_t part = (size_t)(at[1] - '0');
        BUG_IF(part >= n);
        text_add_bytes(out, from, (size_t)(at - from));
        text_add(out, parts[part]);
        at += 3;
        from = at;
    }
    text_add(out, from);
}

void bilingual_add(struct text *out, bool japanese, const char *en, const char *ja)
{
    text_add(out, japanese ? ja : en);
}

const char *bilingual_word(bool japanese, const char *en, const char *ja)
{
    return japanese ? ja : en;
}
