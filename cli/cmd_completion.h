/* cmd_completion.h - madosim completion: what bash and zsh complete. */
#ifndef CLI_CMD_COMPLETION_H
#define CLI_CMD_COMPLETION_H

/* The words after "completion". Returns the exit status. */
int cmd_completion(int argc, char **argv);

#endif
