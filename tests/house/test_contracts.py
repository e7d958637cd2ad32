"""The import contracts are kept, and each breaks by name when its rule is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import NOT_OURS, ROOT

LINT_IMPORTS = str(Path(sys.executable).with_name("lint-imports"))

# The contract that breaks, the file that breaks it, and what is written in it.
VIOLATIONS = [
    ("layers", "app/utils.py", '"""A stray room."""\n'),
    ("layers", "app/models/stray.py", "def f():\n    from app.services import x\n    return x\n"),
    ("layers", "app/store/stray.py", "import app.sync\n"),
    ("circles", "app/models/left.py", "from app.models import right\n"),
    ("qt", "app/screens/stray.py", "from PySide6.QtCore import Qt\n"),
    ("qt", "dossier/stray.py", "import PySide6\n"),
    ("sql", "app/services/stray.py", "import sqlalchemy\n"),
    ("sql", "dossier/oke/stray.py", "from sqlalchemy import select\n"),
    ("paper", "app/services/stray.py", "from reportlab.pdfgen import canvas\n"),
    ("keys", "app/sync/stray.py", "from cryptography.hazmat.primitives import hashes\n"),
    ("wire", "app/sync/stray.py", "import httpx\n"),
    ("views", "app/views/stray.py", "import app.services\n"),
    ("views", "app/views/room/stray.py", "from app.models import values, left\n"),
    ("screens", "app/screens/stray.py", "def f():\n    import app.reports\n"),
    ("reports", "app/reports/stray.py", "import app.crypto\n"),
    ("apart", "app/services/stray.py", "import dossier.oke\n"),
    ("dossier", "dossier/stray.py", "from app.services import recorder\n"),
    ("dossier", "dossier/stray.py", "def f():\n    import app.sync.transports\n"),
]
# The other half of the two-file circle and the modules that the stray files name.
COMPANIONS = {
    "app/models/right.py": "def f():\n    from app.models import left\n    return left\n",
    "app/services/x.py": "",
    "app/services/recorder.py": "",
}
KEPT = {
    "app/views/stray.py": "from PySide6.QtCore import QObject\nimport app.screens\n",
    "app/views/room/stray.py": "from app.models import commands, values\nimport app.screens\n",
    "app/store/stray.py": "import sqlalchemy\nimport app.models\nimport app.crypto\n",
    "dossier/stray.py": "import app.models\nimport app.reports\nfrom app.sync import protocol\n",
    "dossier/archive/stray.py": "import sqlalchemy\n",
}


def contracts_of(root: Path, *only: str) -> tuple[int, str]:
    """Run the contracts on a tree; return the exit code and what was said."""
    arguments = [option for contract in only for option in ("--contract", contract)]
    outcome = subprocess.run(
        [LINT_IMPORTS, "--no-logo", "--no-cache", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"COLUMNS": "200", "PATH": "/usr/bin:/bin"},
    )
    return outcome.returncode, outcome.stdout + outcome.stderr


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house: the rooms and their contracts, without what lives there."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("app", "dossier"):
        for package in (ROOT / room).rglob("__init__.py"):
            if NOT_OURS.isdisjoint(package.parts):
                copy = tmp_path / package.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text('"""A room."""\n')
    for name in ("models/commands", "models/values", "sync/protocol"):
        if not (tmp_path / f"app/{name}").is_dir():
            (tmp_path / f"app/{name}.py").write_text('"""A room."""\n')
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).write_text(text)


def test_the_house_keeps_its_contracts() -> None:
    code, said = contracts_of(ROOT)
    assert code == 0, said


def test_what_is_allowed_breaks_nothing(house: Path) -> None:
    write(house, KEPT)
    code, said = contracts_of(house)
    assert code == 0, said


@pytest.mark.parametrize(
    ("contract", "name", "text"), VIOLATIONS, ids=[f"{v[0]}: {v[1]}" for v in VIOLATIONS]
)
def test_a_violation_breaks_its_contract(house: Path, contract: str, name: str, text: str) -> None:
    write(house, COMPANIONS | {name: text})
    code, said = contracts_of(house, contract)
    assert code == 1, said
    assert "0 kept, 1 broken" in said
