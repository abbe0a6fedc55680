/* `madosim sweep`. */
#ifndef CLI_CMD_SWEEP_H
#define CLI_CMD_SWEEP_H

/* argv: the words after the command. Returns the exit status. */
int cmd_sweep(int argc, char **argv);

#endif
