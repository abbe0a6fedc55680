/* cmd_plan.h - madosim plan: what a scenario means, before anything is run. */
#ifndef CLI_CMD_PLAN_H
#define CLI_CMD_PLAN_H

/* The words after "plan". Returns the exit status. */
int cmd_plan(int argc, char **argv);

#endif
