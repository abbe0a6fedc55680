/* cmd_theory.h - `madosim theory`: reproduces reference cases. */
#ifndef CLI_CMD_THEORY_H
#define CLI_CMD_THEORY_H

/* The words after "theory"; returns the exit status. */
int cmd_theory(int argc, char **argv);

#endif
