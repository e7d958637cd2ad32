#!/bin/sh
# Install the Debian packages that Qt, the keyring and the tests (a PostgreSQL server) need, where they are missing.
# Called by `make setup` with the Python that was found (or an empty word) as the only argument.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
python="${1:-}"

# A shared library or a program, and the package that brings it. Names of libraries are looked up
# rather than names of packages, because Debian renamed some packages between its releases.
libraries="
libglib-2.0.so.0:libglib2.0-0 libEGL.so.1:libegl1 libGL.so.1:libgl1 libX11.so.6:libx11-6
libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1 libfreetype.so.6:libfreetype6
libxkbcommon.so.0:libxkbcommon0 libxcb-cursor.so.0:libxcb-cursor0
libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-image.so.0:libxcb-image0
libxcb-render-util.so.0:libxcb-render-util0 libxcb-randr.so.0:libxcb-randr0
libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1 libX11-xcb.so.1:libx11-xcb1"
programs="
Xvfb:xvfb xauth:xauth dbus-run-session:dbus gnome-keyring-daemon:gnome-keyring
pdftotext:poppler-utils"

missing=""
if [ -z "$python" ]; then
    missing="python3 python3-venv"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="python3-venv"
fi
if command -v ldconfig >/dev/null; then
    known=$(ldconfig -p)
else
    known=""
fi
for pair in $libraries; do
    case "$known" in
        *"${pair%%:*} "*) ;;
        *) missing="$missing ${pair##*:}" ;;
    esac
done
for pair in $programs; do
    command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
done
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

as_root() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n DEBIAN_FRONTEND=noninteractive "$@"
    fi
}
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing Debian packages:$missing"
    as_root apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to fall apart into words
    as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
cat >&2 <<EOF

Examendag needs system packages that are not here and that this account may not install.
Have somebody with administrator rights run this line, then call make again:

    apt-get update && apt-get install -y --no-install-recommends ${missing# }

EOF
exit 1
