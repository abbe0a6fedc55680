/* cmd_init.h - madosim init: a scenario to start from, or a form to fill in. */
#ifndef CLI_CMD_INIT_H
#define CLI_CMD_INIT_H

/* The words after "init". Returns the exit status. */
int cmd_init(int argc, char **argv);

#endif
