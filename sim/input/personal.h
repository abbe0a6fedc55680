/* personal.h - personal data that no table of counts needs: headings and individual numbers.
 */
#ifndef INPUT_PERSONAL_H
#define INPUT_PERSONAL_H

#include <stdbool.h>

/* A heading under which people stand: 氏名, 住所, 生年月日, 電話番号, 個人番号 and the like, also
 * in English, whatever stands around it ("申請者氏名"). Checked: tests/input/test_personal.c. */
bool personal_is_heading(const char *name);

/* Twelve digits, perhaps parted by blanks or hyphens or in full width, of which the last is the
 * check digit of an individual number. One of eleven numbers of twelve digits passes by chance.
 * Checked: tests/input/test_personal.c. */
bool personal_is_number(const char *text);

#endif
