#!/bin/sh
# Make build/examendag_VERSION_ARCH.deb: the program in one folder, the licences of its parts beside
# it. Called by `make deb`, with the Python that was found as the only argument.
set -eu
cd "$(dirname "$0")/../.."
python="$1"
tools=build/installer-venv

lock=$(sha256sum requirements-build.txt)
if [ "$lock" != "$(cat $tools/lock.sha256 2>/dev/null)" ]; then
    echo "Installing what requirements-build.txt locks into $tools ..."
    "$python" -m venv --clear $tools
    $tools/bin/pip install -qq --disable-pip-version-check --only-binary :all: \
        --require-hashes -r requirements-build.txt
    echo "$lock" > $tools/lock.sha256
fi

rm -rf build/deb build/pyinstaller
$tools/bin/pyinstaller --log-level ERROR --noconfirm --distpath build/deb \
    --workpath build/pyinstaller installer/linux/examendag.spec
mkdir -p build/deb/doc
$tools/bin/python -m installer.licences build/deb/examendag build/deb/doc

VERSION=$($tools/bin/python -c \
    'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
ARCH=$(dpkg --print-architecture)
export VERSION ARCH
rm -f build/examendag_*.deb
$tools/bin/nfpm package --config installer/linux/nfpm.yaml --packager deb --target build/
