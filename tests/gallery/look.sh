#!/bin/sh
# look.sh FOLDER - look.mjs on a gallery, where node and Chromium are installed.
set -eu
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ] || ! command -v node >/dev/null; then
    echo "skipped: node or Chromium is not installed"
    exit 0
fi
exec node "$(dirname "$0")/look.mjs" "$browser" "$1"
