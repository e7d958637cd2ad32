"""The vault beside a real Secret Service: what works persists, what fails changes nothing.

Every case runs in a session of its own: own D-Bus, own home, own gnome-keyring-daemon.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.crypto.vault import DeviceVault, KeyringTrouble
from tests.house.tree import ROOT

UNLOCKED = "printf %s {password} | gnome-keyring-daemon --unlock --components=secrets"
NEVER_UNLOCKED = "gnome-keyring-daemon --start --components=secrets"
A_SECRET = "1:" + "A" * 43 + "="  # 32 zero bytes: of the right form, and not ours

# A bus that knows no service it could start by itself.
BARE_BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Session:
    """A desktop session of its own in a folder; the keyring's files stay between runs."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.file = home / "device.key"
        self.bare_bus = home / "bus.conf"
        for name in ("run", "share"):
            (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def run(self, verb: str, *words: str, daemon: str | None = None, **env: str) -> dict[str, Any]:
        """Run the probe beside a daemon."""
        daemon = daemon or UNLOCKED.format(password="right")
        start = f'{daemon} >/dev/null 2>&1; exec "$@"'
        return self._run(["dbus-run-session", "--", "sh", "-c", start, "sh"], verb, words, env)

    def run_on_bare_bus(self, verb: str) -> dict[str, Any]:
        bus = ["dbus-run-session", f"--config-file={self.bare_bus}", "--"]
        return self._run(bus, verb, (), {})

    def run_without_bus(self, verb: str, *words: str, **env: str) -> dict[str, Any]:
        return self._run([], verb, words, env)

    def _run(
        self, before: list[str], verb: str, words: tuple[str, ...], env: dict[str, Any]
    ) -> dict[str, Any]:
        probe = [sys.executable, "-m", "tests.crypto.vault_probe", verb, str(self.file), *words]
        outcome = subprocess.run(
            [*before, *probe],
            cwd=ROOT,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(self.home),
                "XDG_RUNTIME_DIR": str(self.home / "run"),
                "XDG_DATA_HOME": str(self.home / "share"),
                **env,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert outcome.returncode == 0, outcome.stderr
        answer: dict[str, Any] = json.loads(outcome.stdout)
        return answer

    def another_keyring(self) -> None:
        """Take the keyring away, as a reset of the password would."""
        shutil.rmtree(self.home / "share")
        (self.home / "share").mkdir(mode=0o700)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


def test_the_device_key_persists_and_its_file_is_for_its_owner_only(session: Session) -> None:
    made = session.run("device_key")
    written = session.file.read_bytes()
    assert session.run("device_key") == made
    assert len(made["key"]) == 64
    assert session.file.read_bytes() == written
    assert session.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in session.home.glob("device*")] == ["device.key"]


def test_one_item_is_kept_under_the_name_of_the_install(session: Session) -> None:
    session.run("device_key")
    (item,) = session.run("held")["held"]
    assert item[1:3] == ["nl.examendag", "install-1"]


@pytest.mark.parametrize("has_key", [False, True])
def test_without_a_bus_the_keyring_is_missing(session: Session, *, has_key: bool) -> None:
    made = session.run("device_key") if has_key else None
    assert session.run_without_bus("device_key")["trouble"] == "keyring-missing"
    assert session.file.exists() is has_key
    if has_key:
        assert session.run("device_key") == made


def test_a_bus_without_a_keyring_is_a_missing_keyring(session: Session) -> None:
    session.bare_bus.write_text(BARE_BUS)
    answer = session.run_on_bare_bus("device_key")
    assert answer["trouble"] == "keyring-missing"
    assert not session.file.exists()


def test_a_keyring_that_was_never_unlocked_is_locked(session: Session) -> None:
    assert session.run("device_key", daemon=NEVER_UNLOCKED)["trouble"] == "keyring-locked"
    assert not session.file.exists()


def test_a_locked_keyring_changes_nothing(session: Session) -> None:
    made = session.run("device_key")
    held = session.run("held")
    wrong = UNLOCKED.format(password="wrong")
    assert session.run("device_key", daemon=wrong)["trouble"] == "keyring-locked"
    assert session.run("device_key") == made
    assert session.run("held") == held


def test_a_keyring_that_is_locked_midway_is_locked(session: Session) -> None:
    answer = session.run("lock_midway")
    assert "key" in answer["before"]
    assert answer["after"]["trouble"] == "keyring-locked"


def test_another_keyring_is_told_and_gets_no_new_secret(session: Session) -> None:
    session.run("device_key")
    written = session.file.read_bytes()
    session.another_keyring()
    assert session.run("device_key")["trouble"] == "keyring-other"
    assert session.run("held") == {"held": []}
    assert session.file.read_bytes() == written


def test_a_wrong_value_is_told_and_stays(session: Session) -> None:
    session.run("device_key")
    written = session.file.read_bytes()
    for value in ("hunter2", "", "1:AAAA", "2:" + "A" * 43 + "=", A_SECRET):
        session.run("put", value)
        held = session.run("held")
        answer = session.run("device_key")
        assert answer["trouble"] == "keyring-other", value
        assert session.run("held") == held
        assert session.file.read_bytes() == written
        assert not value or value not in answer["said"] + answer["context"]


def test_a_wrong_value_is_not_replaced_on_a_new_install(session: Session) -> None:
    session.run("put", "hunter2")
    held = session.run("held")
    assert session.run("device_key")["trouble"] == "keyring-other"
    assert session.run("held") == held
    assert not session.file.exists()


def test_a_secret_without_a_key_file_is_used_not_replaced(session: Session) -> None:
    session.run("device_key")
    digest = session.run("secret")
    session.file.unlink()
    session.run("device_key")
    assert session.run("secret") == digest


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"]
)
def test_no_setting_can_name_another_place_for_the_secret(session: Session, backend: str) -> None:
    made = session.run("device_key", PYTHON_KEYRING_BACKEND=backend)
    assert session.run("device_key") == made
    answer = session.run_without_bus("secret", PYTHON_KEYRING_BACKEND=backend)
    assert answer["trouble"] == "keyring-missing"


def test_the_codes_are_stable() -> None:
    assert {each.value for each in KeyringTrouble} == {
        "keyring-missing",
        "keyring-locked",
        "keyring-other",
    }


def test_a_vault_is_asked_only_when_it_is_opened() -> None:
    program = (
        "import sys; from app.crypto.vault import DeviceVault; DeviceVault('i', bytes);"
        "sys.exit('keyring' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
    assert "secret" not in repr(DeviceVault("i", bytes)).lower()
