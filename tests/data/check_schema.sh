#!/bin/sh
# check_schema.sh PROGRAM - check_schema.py where Python has what it needs.
set -eu
if python3 -c 'import jsonschema, yaml' 2>/dev/null; then
    exec python3 "$(dirname "$0")/check_schema.py" "$1"
fi
echo "schema: skipped (needs python3-jsonschema and python3-yaml)"
