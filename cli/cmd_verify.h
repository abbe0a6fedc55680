/* cmd_verify.h - madosim verify: are results the same when they are made again?. */
#ifndef CLI_CMD_VERIFY_H
#define CLI_CMD_VERIFY_H

/* The words after "verify". Returns the exit status. */
int cmd_verify(int argc, char **argv);

#endif
