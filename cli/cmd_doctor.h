/* cmd_doctor.h - madosim doctor: what is installed, and what to install. */
#ifndef CLI_CMD_DOCTOR_H
#define CLI_CMD_DOCTOR_H

/* The words after "doctor". Returns the exit status. */
int cmd_doctor(int argc, char **argv);

#endif
