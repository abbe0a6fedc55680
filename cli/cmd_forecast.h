/* cmd_forecast.h - madosim forecast: days and half hours ahead, with what is how likely. */
#ifndef CLI_CMD_FORECAST_H
#define CLI_CMD_FORECAST_H

/* argv: the words after "forecast". Returns the exit status. */
int cmd_forecast(int argc, char **argv);

#endif
