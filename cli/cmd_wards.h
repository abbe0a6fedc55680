/* cmd_wards.h - madosim wards: the offices a scenario knows. */
#ifndef CLI_CMD_WARDS_H
#define CLI_CMD_WARDS_H

/* The words after "wards". Returns the exit status. */
int cmd_wards(int argc, char **argv);

#endif
