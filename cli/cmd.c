#include "cli/cmd.h"

#include <string.h>

#include "sim/base/attr.h"

static const struct cmd *const commands[] = {
    &cmd_plan,     &cmd_run,     &cmd_compare, &cmd_staff,      &cmd_sweep,  &cmd_forecast,
    &cmd_calendar, &cmd_export,  &cmd_whatif,  &cmd_report,     &cmd_theory, &cmd_trace,
    &cmd_validate, &cmd_explain, &cmd_show,    &cmd_diff,       &cmd_init,   &cmd_schema,
    &cmd_wards,    &cmd_verify,  &cmd_doctor,  &cmd_completion,
};

const char *cmd_words(const char *const pair[2], bool japanese)
{
    return japanese && pair[1] != NULL ? pair[1] : pair[0];
}

const struct cmd *cmd_at(size_t nth)
{
    return nth < COUNT_OF(commands) ? commands[nth] : NULL;
}

const struct cmd *cmd_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}
