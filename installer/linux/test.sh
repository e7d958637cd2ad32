#!/bin/sh
# Install the .deb that `make deb` made, start it without a display, remove it; nothing may be left.
# As root it is installed for real, with the packages it asks for; otherwise it is only unpacked.
set -eu
cd "$(dirname "$0")/../.."
package=$(ls build/examendag_*.deb)
folder=$(mktemp -d)
root="$folder/root"
clean() {
    rm -rf "$folder"
    [ -n "$root" ] || dpkg --remove examendag >/dev/null 2>&1
}
trap clean EXIT

fail() {
    echo "make test-installer: $1" >&2
    exit 1
}

dpkg-deb --info "$package" >/dev/null
if [ "$(id -u)" = 0 ]; then
    root=""
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "./$package" \
        >/dev/null
else
    echo "Not root: the package is unpacked, not installed."
    dpkg-deb -x "$package" "$root"
fi
program="$root/opt/examendag/examendag"
[ -x "$program" ] || fail "the program is not there"
[ -s "$root/usr/share/doc/examendag/LICENCES.txt" ] || fail "the licences of the parts are not there"
grep -q '"purl": "pkg:pypi/cryptography@' "$root/usr/share/doc/examendag/sbom.cdx.json" ||
    fail "the bill of materials is not there"

# A laptop that is not enrolled: both doors open, and the window stays until it is told to go.
export QT_QPA_PLATFORM=offscreen EXAMENDAG_FOLDER="$folder/data"
"$program" --help >/dev/null || fail "the command line does not start"
code=0
timeout 20 "$program" >"$folder/told" 2>&1 || code=$?
[ "$code" = 124 ] || { cat "$folder/told" >&2; fail "the window did not stay open"; }
if grep -i "traceback" "$folder/told" >&2; then fail "the window complained"; fi

if [ -z "$root" ]; then
    dpkg --remove examendag >/dev/null
    [ ! -e /opt/examendag ] || fail "something is left in /opt/examendag"
    [ ! -e /usr/bin/examendag ] || fail "the command is left"
fi
echo "Installed, started and removed: $package"
