/* cmd_run.h - madosim run: simulates a scenario and writes its results folder. */
#ifndef CLI_CMD_RUN_H
#define CLI_CMD_RUN_H

/* argc, argv: the words after "run". Returns the exit code. */
int cmd_run(int argc, char **argv);

#endif
