#include "sim/input/personal.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/base/text.h"

enum { DIGITS = 12, ELEVEN = 11, WEIGHTS_FALL = 6 };

bool personal_is_heading(const char *name)
{
    static const char *const parts[] = {"氏名",     "住所",         "生年月日",      "電話番号",
                                        "個人番号", "マイナンバー", "メールアドレス"};
    static const char *const whole[] = {"name",          "full_name", "address",    "birthday",
                                        "date_of_birth", "birthdate", "email",      "phone",
                                        "phone_number",  "my_number", "mynumber_id"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (strstr(name, parts[i]) != NULL)
            return true;
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        if (strcmp(name, whole[i]) == 0)
            return true;
    return false;
}

/* The digits of a text that holds nothing else but blanks and hyphens; -1 for other texts and for
 * more than DIGITS. */
static int read_digits(const char *text, int digit[DIGITS])
{
    int n = 0;
    for (uint32_t c; (c = text_next(&text)) != 0;) {
        c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
        bool is_digit = c >= '0' && c <= '9';
        if ((!is_digit && c != ' ' && c != '-' && c != 0x3000) || (is_digit && n == DIGITS))
            return -1;
        if (is_digit)
            digit[n++] = (int)(c - '0');
    }
    return n;
}

bool personal_is_number(const char *text)
{
    int digit[DIGITS], sum = 0;
    if (read_digits(text, digit) != DIGITS)
        return false;
    for (int n = 1; n < DIGITS; n++) /* from the right, the check digit left out */
        sum += digit[DIGITS - 1 - n] * (n <= WEIGHTS_FALL ? n + 1 : n - (WEIGHTS_FALL - 1));
    int rest = sum % ELEVEN;
    return digit[DIGITS - 1] == (rest <= 1 ? 0 : ELEVEN - rest);
}
