"""python -m installer.licences PROGRAM OUT: what is in a built program, and its licences.

What was built in is read from the program's own folder: a distribution counts when one of its
modules or libraries is there.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

OWN: Final = Path(__file__).parents[1]
_NAMES: Final = ("licen", "copying", "notice", "authors")
_QT: Final = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3.
Their libraries lie as files of their own in _internal/PySide6 and may be replaced by others of the
same interface; the program starts with those. Their source is that of the version named above.
"""


def write(program: Path, out: Path) -> list[str]:
    """Write LICENCES.txt, the texts and the bill of materials; return the parts without a text."""
    parts = sorted(_built_in(program), key=lambda part: part.name.lower())
    lines = ["The parts of Examendag, and under which licence each is used.", ""]
    without = []
    for part in parts:
        lines.append(f"{part.name} {part.version}: {_licence(part)}")
        texts = list(_texts(part))
        for path in texts:
            (out / f"{part.name}-{path.name}").write_bytes(path.read_bytes())
        if not texts:
            without.append(part.name)
    lines += ["", _QT]
    (out / "LICENCES.txt").write_text("\n".join(lines))
    (out / "sbom.cdx.json").write_text(json.dumps(bill(parts), indent=1) + "\n")
    (out / "copyright").write_text("See LICENCES.txt and the texts beside it.\n")
    for path in (*(OWN / "resources").rglob("LICENSE"), *(OWN / "resources").rglob("OFL*.txt")):
        (out / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    return without


def bill(parts: Iterable[Distribution]) -> dict[str, object]:
    """Return the parts as a software bill of materials (CycloneDX 1.6)."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name.lower().replace('_', '-')}@{part.version}",
                "licenses": [{"license": {"name": _licence(part)}}],
            }
            for part in parts
        ],
    }


def _built_in(program: Path) -> Iterator[Distribution]:
    """Return the distributions of which something is in the program or in its archive."""
    inside = {path.relative_to(program / "_internal").parts[0] for path in _files(program)}
    names = {part.split(".")[0] for part in inside} | _archived(program)
    for part in distributions():
        roots = {str(file).split("/")[0].split(".")[0] for file in part.files or ()}
        if roots & names:
            yield part


def _files(program: Path) -> Iterator[Path]:
    return (path for path in (program / "_internal").rglob("*") if path.is_file())


def _archived(program: Path) -> set[str]:
    """Return the packages in the archive of modules that the program carries in itself."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415 - only where it builds

    archive = CArchiveReader(str(program / program.name))
    modules = archive.open_embedded_archive("PYZ.pyz").toc
    return {name.split(".")[0] for name in modules}


def _texts(part: Distribution) -> Iterator[Path]:
    for file in part.files or ():
        path = Path(str(part.locate_file(file)))
        if any(word in path.name.lower() for word in _NAMES) and path.suffix not in (
            ".py",
            ".pyc",
        ):
            yield path


def _licence(part: Distribution) -> str:
    named = part.metadata.get("License-Expression") or part.metadata.get("License")
    if named:
        return named.splitlines()[0]
    told = part.metadata.get_all("Classifier") or []
    classes = [each.rpartition(" :: ")[2] for each in told if each.startswith("License ::")]
    return ", ".join(classes) or "see its own text"


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
