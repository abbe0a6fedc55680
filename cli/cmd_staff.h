/* cmd_staff.h - `madosim staff`. */
#ifndef CLI_CMD_STAFF_H
#define CLI_CMD_STAFF_H

/* argv: the words after the command. Returns the exit status. */
int cmd_staff(int argc, char **argv);

#endif
