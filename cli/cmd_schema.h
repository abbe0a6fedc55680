/* cmd_schema.h - madosim schema: the settings as JSON Schema, for editors. */
#ifndef CLI_CMD_SCHEMA_H
#define CLI_CMD_SCHEMA_H

/* The words after "schema". Returns the exit status. */
int cmd_schema(int argc, char **argv);

#endif
