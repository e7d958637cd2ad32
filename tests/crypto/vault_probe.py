"""What a test runs in a session of its own: the vault beside a real keyring.

python -m tests.crypto.vault_probe VERB FILE [VALUE] prints one JSON object.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import secretstorage
from keyring.backends.SecretService import Keyring

from app.crypto.device_keys import load_or_create_device_key
from app.crypto.keys import fingerprint
from app.crypto.vault import SERVICE, DeviceVault, KeyringUnusable

INSTALL = "install-1"


def device_key(path: Path) -> dict[str, object]:
    vault = DeviceVault(INSTALL, os.urandom)
    try:
        return {"key": load_or_create_device_key(path, INSTALL, vault, os.urandom).fingerprint}
    except KeyringUnusable as trouble:
        context = repr(trouble) + repr(trouble.__cause__) + repr(trouble.__context__)
        return {"trouble": trouble.code.value, "said": str(trouble), "context": context}


def secret(path: Path) -> dict[str, object]:
    try:
        return {"digest": hashlib.sha256(DeviceVault(INSTALL, os.urandom).open()).hexdigest()}
    except KeyringUnusable as trouble:
        return {"trouble": trouble.code.value}


def held(path: Path) -> dict[str, object]:
    """Everything the keyring holds, asked of the keyring itself."""
    connection = secretstorage.dbus_init()
    return {
        "held": sorted(
            [
                collection.get_label(),
                item.get_attributes().get("service"),
                item.get_attributes().get("username"),
                fingerprint(item.get_secret()),
            ]
            for collection in secretstorage.get_all_collections(connection)
            if not collection.is_locked()
            for item in collection.get_all_items()
        )
    }


def put(path: Path) -> dict[str, object]:
    Keyring().set_password(SERVICE, INSTALL, sys.argv[3])  # type: ignore[no-untyped-call]
    return {}


def lock_midway(path: Path) -> dict[str, object]:
    """Open the vault, lock the keyring behind it, and open the vault again."""
    before = device_key(path)
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    return {"before": before, "after": device_key(path)}


VERBS = {each.__name__: each for each in (device_key, secret, held, put, lock_midway)}

if __name__ == "__main__":
    print(json.dumps(VERBS[sys.argv[1]](Path(sys.argv[2]))))
