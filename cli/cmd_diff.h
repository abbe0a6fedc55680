/* cmd_diff.h - madosim diff: what two scenarios differ in. */
#ifndef CLI_CMD_DIFF_H
#define CLI_CMD_DIFF_H

/* The words after "diff". Returns the exit status. */
int cmd_diff(int argc, char **argv);

#endif
