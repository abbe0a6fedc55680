/* cmd_validate.h - madosim validate: find mistakes in scenarios without running them. */
#ifndef CLI_CMD_VALIDATE_H
#define CLI_CMD_VALIDATE_H

/* The words after "validate". Returns the exit status. */
int cmd_validate(int argc, char **argv);

#endif
