/* cmd_calendar.h - `madosim calendar`: the congestion calendars of a results folder. */
#ifndef CLI_CMD_CALENDAR_H
#define CLI_CMD_CALENDAR_H

/* argv: the words after the command. Returns the exit status. */
int cmd_calendar(int argc, char **argv);

#endif
