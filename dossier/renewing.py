"""Renewing what holds for a time: the service's TLS certificate, and what a root vouches for.

The keys stay the same, or are replaced when somebody else may have them. `trust.json` is written
first and names former and new: however far this came, every key in the folder has its certificate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.crypto.certificates import KeyKind, read_certificate
from app.crypto.device_keys import put
from app.crypto.envelope import Envelope
from app.crypto.keys import SEED_BYTES, SigningKey, fingerprint
from app.crypto.sealing import seal_public
from app.crypto.tls import Identity, certificate_digest, issue_server_certificate, make_ca
from app.crypto.trust import SchoolTrust, encode_trust
from app.models.strict_json import Malformed
from dossier.keys import YEAR, DossierKeys, key_file, read_key, rooted

DAY = timedelta(days=1)
NAME_CHARACTERS = 12


class NotARoot(Exception):
    """The file holds no root key of this school."""


def read_root(path: Path, trust: SchoolTrust) -> SigningKey:
    """Return a root of this school from the file that `init` wrote.

    Raises:
        NotARoot: There is none in it.
        OSError: It cannot be read.
    """
    try:
        root = SigningKey.from_seed(read_key(path, KeyKind.ROOT))
    except Malformed as problem:
        raise NotARoot("not the file of a root") from problem
    if root.public not in trust.roots:
        raise NotARoot("the root of another school")
    return root


def renew_server(folder: Path, hosts: Sequence[str], moment: datetime) -> None:
    """Give the service a new TLS certificate by the CA that laptops pin.

    Raises:
        ValueError: What lies there is no CA of `init`.
        OSError: A file cannot be read or written.
    """
    names = folder / "tls-ca.pem", folder / "tls-ca.key.pem"
    authority = Identity(*(path.read_text("ascii") for path in names))
    server = issue_server_certificate(authority, hosts, moment - DAY, moment + 2 * YEAR)
    _put_identity(folder, "tls-server", server)


def renew_certificates(
    folder: Path, keys: DossierKeys, root: SigningKey, moment: datetime
) -> None:
    """Have a root vouch anew for the keys that are used; nobody else has to do anything.

    Raises:
        OSError: A file cannot be written.
    """
    told = _vouched(keys, root, moment, keys.in_use())
    put(folder / "trust.json", encode_trust(replace(keys.trust, certificates=told)))


def replace_keys(
    folder: Path,
    keys: DossierKeys,
    root: SigningKey,
    named: tuple[str, Sequence[str]],
    moment: datetime,
) -> None:
    """Make new keys, and a new CA, in the place of those that somebody else may have.

    What the former signed stays true, and what was sealed to the former is still opened.

    Args:
        folder: Where the keys lie.
        keys: Those of now.
        root: Vouches for the new ones.
        named: The name of the school, and the hosts of the service.
        moment: Now.

    Raises:
        OSError: A file cannot be written.
    """
    chance, (school_name, hosts) = keys.random_bytes, named
    new = {
        kind: SigningKey.generate(chance) for kind in (KeyKind.ISSUING, KeyKind.LOG, KeyKind.PLAN)
    }
    seal_seed = chance(SEED_BYTES)
    authority = make_ca(school_name, moment - DAY, moment + 10 * YEAR)
    publics = {kind: key.public for kind, key in new.items()} | {
        KeyKind.SEAL: seal_public(seal_seed),
        KeyKind.TLS_CA: certificate_digest(authority.certificate),
    }
    former = fingerprint(seal_public(keys.seal_seed))[:NAME_CHARACTERS]
    put(folder / f"seal-{former}.key", key_file(KeyKind.SEAL, keys.seal_seed))
    told = _vouched(keys, root, moment, publics)
    trust = replace(keys.trust, certificates=told, tls_ca=authority.certificate)
    put(folder / "trust.json", encode_trust(trust))
    for kind, key in new.items():
        put(folder / f"{kind.value}.key", key_file(kind.value, key.seed()))
    put(folder / "seal.key", key_file(KeyKind.SEAL, seal_seed))
    _put_identity(folder, "tls-ca", authority)
    renew_server(folder, hosts, moment)


def _vouched(
    keys: DossierKeys, root: SigningKey, moment: datetime, publics: Mapping[KeyKind, bytes]
) -> tuple[Envelope, ...]:
    """Return new certificates of these keys, and those of every other key as they are."""
    school, chance = keys.trust.school, keys.random_bytes
    new = [rooted(school, *each, moment, chance, by=root) for each in publics.items()]
    return *new, *(each for each in keys.trust.certificates if not _is_of(each, publics))


def _is_of(certificate: Envelope, publics: Mapping[KeyKind, bytes]) -> bool:
    read = read_certificate(certificate)
    return publics.get(read.kind) == read.pub


def _put_identity(folder: Path, name: str, identity: Identity) -> None:
    put(folder / f"{name}.key.pem", identity.secret_key.encode("ascii"))
    put(folder / f"{name}.pem", identity.certificate.encode("ascii"))
