"""Enrolling this laptop: make its key, ask with a file, accept the bundle that comes back."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.crypto import base64_text, members
from app.crypto.certificates import Distrust, KeyKind, UntrustedChain
from app.crypto.derive import derived
from app.crypto.device_keys import load_device_key, load_or_create_device_key, put, write_new
from app.crypto.envelope import Envelope, from_dict, to_json
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.tls import certificate_digest
from app.crypto.trust import TRUST_BYTES_MAX, SchoolTrust, decode_trust
from app.crypto.vault import DeviceVault, KeyringUnusable
from app.models.strict_json import Malformed, dumps, loads_strict
from app.settings import Settings

INSTALL_BYTES: Final = 16
BUNDLE_BYTES_MAX: Final = 2 * TRUST_BYTES_MAX

VaultFor = Callable[[str], DeviceVault]
"""The vault of an install, by its id."""

_BUNDLE = {"v", "device", "name", "location", "url", "trust", "chain"}


class NotEnrolled(Exception):
    """This laptop has no bundle of a school yet."""


class BundleGone(NotEnrolled):
    """The bundle of a laptop that was enrolled is lost or damaged, and so is its copy."""


class BundleRefused(Exception):
    """A bundle that is not for this laptop, or of another school than the one pinned."""


@dataclass(frozen=True, slots=True)
class Install:
    """What this laptop is to its school; nothing secret."""

    device: str
    name: str
    location: str
    url: str
    trust: SchoolTrust = field(repr=False)
    certificate: Envelope = field(repr=False)

    @property
    def school(self) -> str:
        """The id of the school."""
        return self.trust.school

    @property
    def chain(self) -> tuple[str, ...]:
        """The device's certificate as it stands in `StreamOpened`."""
        return (to_json(self.certificate),)

    @property
    def root_prints(self) -> tuple[str, str]:
        """The fingerprints of both roots, for two people to compare."""
        first, second = self.trust.pinned
        return first, second


@dataclass(frozen=True, slots=True)
class DeviceSecrets:
    """What the keyring opens: the device key, and the key of the device's own memory."""

    key: SigningKey = field(repr=False)
    store_key: bytes = field(repr=False)
    office_part: bytes = field(repr=False)
    """The device's part in what opens a passphrase slot of the office."""


def ask_enrolment(settings: Settings, vault_for: VaultFor, random_bytes: RandomBytes) -> Path:
    """Make the device key, if there is none, and write what goes to the dossier.

    Raises:
        KeyringUnusable: The keyring does not keep the device secret; nothing was made.
        OSError: A file cannot be written.
    """
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.install_file.exists():
        made = random_bytes(INSTALL_BYTES).hex()
        write_new(settings.install_file, dumps({"v": 1, "install": made}))
    install = install_id(settings)
    key = load_or_create_device_key(settings.device_key, install, vault_for(install), random_bytes)
    if not settings.request_file.exists():
        asked = {"v": 1, "pub": base64_text.encode(key.public)}
        write_new(settings.request_file, dumps(asked))
    return settings.request_file


def accept_bundle(settings: Settings, raw: bytes, vault_for: VaultFor) -> Install:
    """Keep the bundle of the school, after everything in it was checked.

    Raises:
        Malformed: Not a bundle.
        UntrustedChain: A certificate in it does not lead to a root of it.
        BundleRefused: For another laptop; or the school that is pinned here is another.
        KeyringUnusable: The device key cannot be read to compare it.
        OSError: The file cannot be written.
    """
    install = read_bundle(raw)
    key = open_secrets(settings, vault_for).key
    certificate = install.trust.verified(install.certificate, KeyKind.DEVICE)
    if certificate.pub != key.public or certificate.id != install.device:
        raise BundleRefused("the bundle of another laptop")
    known = next(_readable(settings), None)
    if known is not None and set(known[0].trust.roots) != set(install.trust.roots):
        raise BundleRefused("another school is pinned here")
    for path in (settings.bundle_copy, settings.bundle_file):
        put(path, raw)
    return install


def read_install(settings: Settings) -> Install:
    """Return what this laptop is to its school; a bundle that was lost comes back from its copy.

    Raises:
        BundleGone: This laptop was enrolled, and neither can be read any more.
        NotEnrolled: There is no bundle yet.
    """
    for install, path, raw in _readable(settings):
        if path != settings.bundle_file:
            with contextlib.suppress(OSError):  # a disk that is full: the copy is enough
                put(settings.bundle_file, raw)
        return install
    if settings.bundle_file.exists() or settings.bundle_copy.exists() or settings.rooms.exists():
        raise BundleGone("the bundle of the school is lost or damaged")
    raise NotEnrolled("no bundle of a school")


def _readable(settings: Settings) -> Iterator[tuple[Install, Path, bytes]]:
    for path in (settings.bundle_file, settings.bundle_copy):
        with contextlib.suppress(OSError, Malformed, UntrustedChain):
            raw = path.read_bytes()
            yield read_bundle(raw), path, raw


def read_bundle(raw: bytes) -> Install:
    """Return what is in a bundle, its trust verified.

    Raises:
        Malformed: Not a bundle.
        UntrustedChain: A certificate in it does not lead to a root of it.
    """
    read = members.exact(loads_strict(raw, max_bytes=BUNDLE_BYTES_MAX, max_depth=5), _BUNDLE)
    members.whole(read["v"], 1, 1)
    chain = members.listed(read["chain"], 2, from_dict)
    if not chain:
        raise Malformed("no certificate")
    install = Install(
        device=members.name(read["device"]),
        name=members.text(read["name"], 200),
        location=members.text(read["location"], 200),
        url=members.text(read["url"], 400),
        trust=decode_trust(base64_text.decode(read["trust"], most=TRUST_BYTES_MAX)),
        certificate=chain[0],
    )
    install.trust.verified(install.certificate, KeyKind.DEVICE)
    _check_ca(install.trust)
    return install


def _check_ca(trust: SchoolTrust) -> None:
    """Refuse a CA that no root certified."""
    try:
        digest = certificate_digest(trust.tls_ca)
    except ValueError as problem:
        raise Malformed("not a certificate") from problem
    if digest not in {each.pub for each in trust.keys(KeyKind.TLS_CA)}:
        raise UntrustedChain(Distrust.ISSUER)


def install_id(settings: Settings) -> str:
    """Return the id of this install.

    Raises:
        Malformed: The file is not one of these.
        OSError: It cannot be read.
    """
    read = loads_strict(settings.install_file.read_bytes(), max_bytes=1024, max_depth=1)
    return members.name(members.exact(read, {"v", "install"})["install"])


def open_secrets(settings: Settings, vault_for: VaultFor) -> DeviceSecrets:
    """Return what the keyring opens. It may block, on a desktop that asks for a password.

    Raises:
        KeyringUnusable: The device secret cannot be had.
        Malformed: A file of this install is not what it should be.
        OSError: A file cannot be read.
    """
    install = install_id(settings)
    secret = vault_for(install).open()
    return DeviceSecrets(
        key=load_device_key(settings.device_key, install, secret),
        store_key=derived(secret, salt=install.encode("utf-8"), purpose="device-store/v1"),
        office_part=derived(secret, salt=install.encode("utf-8"), purpose="office-part/v1"),
    )


__all__ = [
    "BundleGone",
    "BundleRefused",
    "DeviceSecrets",
    "Install",
    "KeyringUnusable",
    "NotEnrolled",
    "VaultFor",
    "accept_bundle",
    "ask_enrolment",
    "install_id",
    "open_secrets",
    "read_bundle",
    "read_install",
]
