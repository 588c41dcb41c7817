#!/bin/sh
# Installs the browser that the tests of pages open, where nobody has to be asked: as root, on Debian and its like.
# Elsewhere those tests are skipped, and say what to install.
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-liberation >/dev/null ||
    echo "chromium could not be installed" >&2
fi
exit 0
