/* cmd_calendar.h - `madosim calendar`: the congestion calendars of a results folder. */
#ifndef CLI_CMD_CALENDAR_H
#define CLI_CMD_CALENDAR_H

/* Arguments after the command's name; returns the exit status. */
int cmd_calendar(int argc, char **argv);

#endif
