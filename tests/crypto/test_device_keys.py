"""The device key's file: opened by its own secret only, never replaced, whole or not there."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.crypto.device_keys import create_device_key, load_device_key, write_new
from app.crypto.vault import KeyringOther
from app.models.strict_json import Malformed, dumps, loads_strict
from tests.crypto.builders import key, stepped

SECRET = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "device.key"
    create_device_key(path, "install-1", SECRET, stepped("device-7"))
    return path


def test_the_key_comes_back(path: Path) -> None:
    assert load_device_key(path, "install-1", SECRET).public == key("device-7").public


def test_the_seed_is_not_in_the_file(path: Path) -> None:
    assert key("device-7").seed() not in path.read_bytes()
    assert key("device-7").seed().hex().encode() not in path.read_bytes()


@pytest.mark.parametrize(("install", "secret"), [("install-1", bytes(32)), ("install-2", SECRET)])
def test_another_secret_or_install_does_not_open_it(
    path: Path, install: str, secret: bytes
) -> None:
    with pytest.raises(KeyringOther):
        load_device_key(path, install, secret)


def test_a_file_moved_to_another_install_does_not_open(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"install-1", b"install-2"))
    with pytest.raises(KeyringOther):
        load_device_key(path, "install-2", SECRET)


def test_a_public_half_that_does_not_fit_is_told(path: Path) -> None:
    members = loads_strict(path.read_bytes(), max_bytes=4096)
    assert isinstance(members, dict)
    path.write_bytes(dumps({**members, "pub": "A" * 43 + "="}))
    with pytest.raises(KeyringOther):
        load_device_key(path, "install-1", SECRET)


def test_a_key_is_never_replaced(path: Path) -> None:
    written = path.read_bytes()
    with pytest.raises(FileExistsError):
        create_device_key(path, "install-1", SECRET, stepped("device-8"))
    assert path.read_bytes() == written
    assert [each.name for each in path.parent.iterdir()] == ["device.key"]


def test_a_draft_left_by_a_crash_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "device.key.new").write_bytes(b"half")
    write_new(tmp_path / "device.key", b"whole")
    assert (tmp_path / "device.key").read_bytes() == b"whole"
    assert [each.name for each in tmp_path.iterdir()] == ["device.key"]


@pytest.mark.parametrize(
    ("name", "member"),
    [("v", 2), ("install", 1), ("pub", "AAAA"), ("seed_wrap", ""), ("seed_wrap", None), ("x", 1)],
)
def test_a_file_of_another_form_is_malformed(path: Path, name: str, member: object) -> None:
    members = loads_strict(path.read_bytes(), max_bytes=4096)
    assert isinstance(members, dict)
    path.write_bytes(dumps({**members, name: member}))
    with pytest.raises(Malformed):
        load_device_key(path, "install-1", SECRET)


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_malformed(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with pytest.raises(Malformed):
        load_device_key(path, "install-1", SECRET)


def test_a_huge_file_is_malformed(path: Path) -> None:
    path.write_bytes(b" " * 5000)
    with pytest.raises(Malformed, match="larger"):
        load_device_key(path, "install-1", SECRET)
