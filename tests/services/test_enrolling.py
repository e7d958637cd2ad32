"""Enrolling: the laptop makes its own key, asks with a file, and takes only its own bundle."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.crypto import base64_text
from app.crypto.certificates import UntrustedChain
from app.crypto.keys import SigningKey, fingerprint
from app.crypto.tls import make_ca
from app.crypto.vault import KeyringMissing
from app.models.strict_json import Malformed
from app.services.enrolling import (
    BundleGone,
    BundleRefused,
    NotEnrolled,
    accept_bundle,
    ask_enrolment,
    read_install,
)
from app.settings import Settings
from tests.crypto.builders import MOMENT, SCHOOL, YEAR, key, stepped
from tests.services.school import URL, Keyring, School, files_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "laptop")


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


def asked(settings: Settings, keyring: Keyring) -> bytes:
    path = ask_enrolment(settings, keyring.for_install, stepped("laptop"))
    return base64_text.decode(json.loads(path.read_bytes())["pub"], most=32)


def test_the_request_holds_a_public_key_and_nothing_else(
    settings: Settings, keyring: Keyring
) -> None:
    asked(settings, keyring)
    assert set(json.loads(settings.request_file.read_bytes())) == {"v", "pub"}
    for content in files_of(settings.folder).values():
        assert base64_text.encode(keyring.secret).encode() not in content


def test_asking_again_keeps_the_key(settings: Settings, keyring: Keyring) -> None:
    assert asked(settings, keyring) == asked(settings, keyring)


def test_the_bundle_for_this_laptop_is_kept(settings: Settings, keyring: Keyring) -> None:
    bundle = School().bundle("device-7", asked(settings, keyring))
    accept_bundle(settings, bundle, keyring.for_install)
    install = read_install(settings)
    assert (install.device, install.school, install.url) == ("device-7", SCHOOL, URL)
    assert install.root_prints == tuple(
        fingerprint(key(each).public) for each in ("root-a", "root-b")
    )


def test_the_bundle_of_another_laptop_is_refused(settings: Settings, keyring: Keyring) -> None:
    asked(settings, keyring)
    bundle = School().bundle("device-8", SigningKey.from_seed(b"8" * 32).public)
    with pytest.raises(BundleRefused):
        accept_bundle(settings, bundle, keyring.for_install)
    with pytest.raises(NotEnrolled):
        read_install(settings)


def test_a_bundle_whose_certificate_no_root_vouches_for_is_refused(
    settings: Settings, keyring: Keyring
) -> None:
    members = json.loads(School().bundle("device-7", asked(settings, keyring)))
    trust = json.loads(base64_text.decode(members["trust"], most=2**20))
    trust["roots"] = [
        base64_text.encode(key(each).public) for each in ("stranger-1", "stranger-2")
    ]
    members["trust"] = base64_text.encode(json.dumps(trust).encode())
    with pytest.raises(UntrustedChain):
        accept_bundle(settings, json.dumps(members).encode(), keyring.for_install)


def test_a_ca_that_no_root_certified_is_refused(settings: Settings, keyring: Keyring) -> None:
    other = make_ca("Proxy", MOMENT - YEAR, MOMENT + YEAR)
    school = School()
    school.trust = replace(school.trust, tls_ca=other.certificate)
    bundle = school.bundle("device-7", asked(settings, keyring))
    with pytest.raises(UntrustedChain):
        accept_bundle(settings, bundle, keyring.for_install)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"v":2}'])
def test_what_is_no_bundle_is_refused(settings: Settings, keyring: Keyring, raw: bytes) -> None:
    asked(settings, keyring)
    with pytest.raises(Malformed):
        accept_bundle(settings, raw, keyring.for_install)


def test_without_a_keyring_no_key_is_made(settings: Settings, keyring: Keyring) -> None:
    keyring.go_missing()
    with pytest.raises(KeyringMissing):
        ask_enrolment(settings, keyring.for_install, stepped("laptop"))
    assert not settings.device_key.exists()
    assert not settings.request_file.exists()


def enrolled(settings: Settings, keyring: Keyring) -> bytes:
    bundle = School().bundle("device-7", asked(settings, keyring))
    accept_bundle(settings, bundle, keyring.for_install)
    return bundle


@pytest.mark.parametrize("content", [None, b"", b"{", b"\x00" * 400], ids=repr)
def test_a_bundle_that_is_lost_or_damaged_comes_back_from_its_copy(
    settings: Settings, keyring: Keyring, content: bytes | None
) -> None:
    bundle = enrolled(settings, keyring)
    settings.bundle_file.unlink()
    if content is not None:
        settings.bundle_file.write_bytes(content)
    assert read_install(settings).device == "device-7"
    assert settings.bundle_file.read_bytes() == bundle


def test_a_laptop_that_lost_both_says_so_and_takes_its_bundle_again(
    settings: Settings, keyring: Keyring
) -> None:
    bundle = enrolled(settings, keyring)
    settings.rooms.mkdir()
    for path in (settings.bundle_file, settings.bundle_copy):
        path.unlink()
    with pytest.raises(BundleGone):
        read_install(settings)
    settings.bundle_copy.write_bytes(b"{")
    with pytest.raises(BundleGone):
        read_install(settings)
    accept_bundle(settings, bundle, keyring.for_install)
    assert read_install(settings).device == "device-7"


def test_a_damaged_bundle_still_pins_its_school_by_its_copy(
    settings: Settings, keyring: Keyring
) -> None:
    enrolled(settings, keyring)
    settings.bundle_file.write_bytes(b"{")
    other = School()
    first, second = other.trust.roots
    other.trust = replace(other.trust, roots=(second, first[::-1]))
    with pytest.raises((BundleRefused, UntrustedChain, Malformed)):
        accept_bundle(settings, other.bundle("device-7", asked(settings, keyring)),
                      keyring.for_install)  # fmt: skip
    assert read_install(settings).device == "device-7"


def test_a_laptop_that_never_was_enrolled_lost_nothing(settings: Settings) -> None:
    with pytest.raises(NotEnrolled) as caught:
        read_install(settings)
    assert not isinstance(caught.value, BundleGone)
