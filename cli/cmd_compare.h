/* `madosim compare`. */
#ifndef CLI_CMD_COMPARE_H
#define CLI_CMD_COMPARE_H

/* argv: the words after the command. Returns the exit status. */
int cmd_compare(int argc, char **argv);

#endif
