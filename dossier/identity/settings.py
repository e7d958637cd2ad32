"""Which identity provider a school uses: settings in the data folder, a secret beside the keys."""

import re
from dataclasses import dataclass, field
from typing import Final

from app.crypto import members
from app.crypto.device_keys import write_new
from app.models.strict_json import dumps, loads_strict
from app.sync.provider_protocol import client_id, secure_url
from dossier.config import DataFolder

SETTINGS_BYTES_MAX: Final = 4_096
SECRET_BYTES_MAX: Final = 1_000
_CLAIM: Final = re.compile(r"[A-Za-z0-9_:/.-]{1,100}\Z")
_SECRET: Final = re.compile(r"[\x20-\x7e]{0,1000}\Z")


@dataclass(frozen=True, slots=True)
class Provider:
    """Who it is, what the dossier is called there, and which claim names a person.

    `certificates` is the PEM under which it is believed, empty for what the system believes.
    """

    issuer: str
    client: str
    claim: str = "sub"
    secret: str = field(default="", repr=False)
    certificates: str = field(default="", repr=False)


def configure(folder: DataFolder, provider: Provider) -> None:
    """Use this provider from now on; what it was before is replaced.

    Raises:
        Malformed: It is none.
        OSError: It cannot be written.
    """
    secure_url(provider.issuer)
    client_id(provider.client)
    members.matching(provider.claim, _CLAIM)
    members.matching(provider.secret, _SECRET)
    forget(folder)
    told = {"v": 1, "issuer": provider.issuer, "client": provider.client, "claim": provider.claim}
    for path, content in (
        (folder.provider_secret, provider.secret.encode("ascii")),
        (folder.provider_authority, provider.certificates.encode("ascii")),
        (folder.provider_settings, dumps(told)),
    ):
        if content:
            write_new(path, content)


def forget(folder: DataFolder) -> None:
    """Use no provider.

    Raises:
        OSError: A file cannot be removed.
    """
    for path in (folder.provider_settings, folder.provider_secret, folder.provider_authority):
        path.unlink(missing_ok=True)


def provider_of(folder: DataFolder) -> Provider | None:
    """Return the provider of a dossier, None when it has none.

    Raises:
        Malformed: The settings are not what they should be.
        OSError: They cannot be read.
    """
    if not folder.provider_settings.exists():
        return None
    raw = folder.provider_settings.read_bytes()
    read = members.exact(
        loads_strict(raw, max_bytes=SETTINGS_BYTES_MAX, max_depth=1),
        {"v", "issuer", "client", "claim"},
    )
    members.whole(read["v"], 1, 1)
    secret, authority = folder.provider_secret, folder.provider_authority
    told = secret.read_bytes().decode("latin-1") if secret.exists() else ""
    return Provider(
        issuer=secure_url(read["issuer"]),
        client=client_id(read["client"]),
        claim=members.matching(read["claim"], _CLAIM),
        secret=members.matching(told, _SECRET),
        certificates=authority.read_text("ascii") if authority.exists() else "",
    )
