/* cmd_explain.h - madosim explain: what a message code means, with an example and the remedy. */
#ifndef CLI_CMD_EXPLAIN_H
#define CLI_CMD_EXPLAIN_H

/* The words after "explain". Returns the exit status. */
int cmd_explain(int argc, char **argv);

#endif
