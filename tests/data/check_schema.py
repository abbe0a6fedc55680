"""check_schema.py PROGRAM - the JSON Schema accepts every scenario that comes with the program
and refuses the wrong ones whose mistake a schema can see.

Scalars are read as editors read them (YAML 1.2): dates, clock times, yes and no are text.
"""
import glob
import json
import os
import re
import subprocess
import sys

import jsonschema
import yaml

# Of the wrong scenarios under tests/cli. The others need several settings, a table or the bytes.
SEEN = """basis_misspelt choice_misspelt colon_without_space comment_without_space counters_zero
date_japanese_era fullwidth_digits fullwidth_space key_japanese key_unknown list_expected not_served
share_over_100 share_without_percent unit_missing unit_unknown""".split()


class Core(yaml.SafeLoader):
    """Null, true and false, numbers; everything else is text."""


Core.yaml_implicit_resolvers = {}
for kind, pattern, first in (
        ("null", r"^(~|null|)$", "~n"), ("bool", r"^(true|false)$", "tf"),
        ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
        ("float", r"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$", "-+.0123456789")):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + kind, re.compile(pattern), list(first))


def load(path):
    with open(path, encoding="utf-8") as text:
        return yaml.load(text, Loader=Core)


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    printed = subprocess.run([sys.argv[1], "schema"], check=True, capture_output=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    mistakes = []
    with open(os.path.join(root, "scenarios/madosim.schema.json"), "rb") as shipped:
        if shipped.read() != printed:
            mistakes.append("scenarios/madosim.schema.json is not what `madosim schema` says now: "
                            "madosim schema -o scenarios/madosim.schema.json")
    files = sorted(glob.glob(os.path.join(root, "scenarios/**/*.yaml"), recursive=True))
    for path in files:
        for error in validator.iter_errors(load(path)):
            mistakes.append("%s: %s" % (os.path.relpath(path, root), error.message[:200]))
        with open(path, encoding="utf-8") as text:
            line = text.readline().strip()
        schema_path = line.partition("$schema=")[2]
        if not os.path.exists(os.path.join(os.path.dirname(path), schema_path or "nowhere")):
            mistakes.append("%s: no modeline to the schema" % os.path.relpath(path, root))
    for name in SEEN:
        if validator.is_valid(load(os.path.join(root, "tests/cli", name, "bad.yaml"))):
            mistakes.append("tests/cli/%s/bad.yaml: the schema sees nothing wrong in it" % name)
    for mistake in mistakes:
        print(mistake)
    print("schema: %d scenarios, %d wrong ones, %d mistakes" % (len(files), len(SEEN), len(mistakes)))
    return 1 if mistakes else 0


sys.exit(main())
