/* cmd_trace.h - madosim trace: journeys of people through one replication. */
#ifndef CLI_CMD_TRACE_H
#define CLI_CMD_TRACE_H

/* argc, argv: the words after "trace". Returns the exit code. */
int cmd_trace(int argc, char **argv);

#endif
