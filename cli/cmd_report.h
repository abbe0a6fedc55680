/* cmd_report.h - madosim report: the page of a results folder once more, for paper, for one kind
 * of reader.
 */
#ifndef CLI_CMD_REPORT_H
#define CLI_CMD_REPORT_H

/* argv: the words after `report`. Returns the exit status (cli/frame.h). */
int cmd_report(int argc, char **argv);

#endif
