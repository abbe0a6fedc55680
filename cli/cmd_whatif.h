/* cmd_whatif.h - madosim whatif: a page that runs the scenario itself. */
#ifndef CLI_CMD_WHATIF_H
#define CLI_CMD_WHATIF_H

int cmd_whatif(int argc, char **argv);

#endif
