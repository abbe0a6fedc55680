/* cmd_export.h - `madosim export`: a results folder for office programs. */
#ifndef CLI_CMD_EXPORT_H
#define CLI_CMD_EXPORT_H

/* argv: the words after the command. Returns the exit status. */
int cmd_export(int argc, char **argv);

#endif
