"""The device's signing key on disk: its seed, wrapped under the device secret D (format.md 6)."""

import contextlib
import os
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from app.crypto import base64_text, members
from app.crypto.derive import derived
from app.crypto.keys import PUBLIC_BYTES, SEED_BYTES, RandomBytes, SigningKey
from app.crypto.vault import DeviceVault, KeyringOther
from app.models.strict_json import dumps, loads_strict

_FILE_BYTES_MAX: Final = 4096
_WRAP_BYTES: Final = SEED_BYTES + 8
_MEMBERS = {"v", "install", "pub", "seed_wrap"}


def load_or_create_device_key(
    path: Path, install: str, vault: DeviceVault, random_bytes: RandomBytes
) -> SigningKey:
    """Return the device key; make key and secret together when this install has neither.

    Raises:
        KeyringUnusable: D cannot be had, or it is not the D of this file. Nothing was changed.
        Malformed: The file is not one of these.
        OSError: The file cannot be read or written.
    """
    if path.exists():
        return load_device_key(path, install, vault.open())
    return create_device_key(path, install, vault.open_or_create(), random_bytes)


def load_device_key(path: Path, install: str, device_secret: bytes) -> SigningKey:
    """Return the device key in a file.

    Raises:
        KeyringOther: D is not the one the file was written under, or it is another install's.
        Malformed: The file is not one of these.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        raw = file.read(_FILE_BYTES_MAX + 1)
    read = members.exact(loads_strict(raw, max_bytes=_FILE_BYTES_MAX, max_depth=1), _MEMBERS)
    members.whole(read["v"], 1, 1)
    public = base64_text.decode(read["pub"], least=PUBLIC_BYTES, most=PUBLIC_BYTES)
    wrap = base64_text.decode(read["seed_wrap"], least=_WRAP_BYTES, most=_WRAP_BYTES)
    if members.name(read["install"]) != install:
        raise KeyringOther("the device key of another install")
    try:
        key = SigningKey.from_seed(
            aes_key_unwrap_with_padding(_wrapping_key(device_secret, install), wrap)
        )
    except (InvalidUnwrap, ValueError) as problem:
        raise KeyringOther("the device secret does not open the device key") from problem
    if key.public != public:
        raise KeyringOther("the device key is another one than its file says")
    return key


def create_device_key(
    path: Path, install: str, device_secret: bytes, random_bytes: RandomBytes
) -> SigningKey:
    """Write a new device key and return it.

    Raises:
        FileExistsError: There is one already; it is never replaced.
        OSError: The file cannot be written.
    """
    key = SigningKey.generate(random_bytes)
    wrap = aes_key_wrap_with_padding(_wrapping_key(device_secret, install), key.seed())
    content = dumps(
        {
            "v": 1,
            "install": install,
            "pub": base64_text.encode(key.public),
            "seed_wrap": base64_text.encode(wrap),
        }
    )
    write_new(path, content)
    return key


def write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there, whole or not at all, for its owner only.

    Raises:
        FileExistsError: The file is there already.
        OSError: It cannot be written.
    """
    draft = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()  # left by a run that ended while writing
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        if path.exists():
            raise FileExistsError("a file of that name is there already")
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def put(path: Path, content: bytes) -> None:
    """Write a file in the place of the one of that name, whole or not at all.

    Raises:
        OSError: It cannot be written; what was there is there still.
    """
    draft = path.with_name(f"{path.name}.next")
    draft.unlink(missing_ok=True)  # left by a run that ended while writing
    write_new(draft, content)
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _wrapping_key(device_secret: bytes, install: str) -> bytes:
    return derived(device_secret, salt=install.encode("utf-8"), purpose="device-key/v1")
