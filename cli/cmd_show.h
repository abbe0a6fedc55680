/* cmd_show.h - madosim show: a scenario with all its values, and where each comes from. */
#ifndef CLI_CMD_SHOW_H
#define CLI_CMD_SHOW_H

/* The words after "show". Returns the exit status. */
int cmd_show(int argc, char **argv);

#endif
