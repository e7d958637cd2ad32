"""The keys a dossier works with, in files for its owner only; the roots are never among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.crypto import base64_text, members
from app.crypto.certificates import Certificate, KeyKind, issue, read_certificate
from app.crypto.device_keys import write_new
from app.crypto.envelope import EPOCH_SIGNATURE, Envelope, to_json
from app.crypto.keys import SEED_BYTES, RandomBytes, SigningKey
from app.crypto.roomfeed import FeedPlace, open_chunk, seal_chunk
from app.crypto.sealing import seal_public
from app.crypto.statements import epoch_statement, sign_text
from app.crypto.tls import Identity, certificate_digest, issue_server_certificate, make_ca
from app.crypto.trust import SchoolTrust, decode_trust, encode_trust
from app.models.act import StreamId
from app.models.marks import StreamOpened
from app.models.strict_json import Malformed, dumps, loads_strict

YEAR: Final = timedelta(days=365)
OVERLAP: Final = timedelta(days=60)
SERIAL_BYTES: Final = 8
KEY_FILE_BYTES_MAX: Final = 4096
REST: Final = "rest"
FORMER_SEALS: Final = "seal-*.key"
_MEMBERS = {"v", "kind", "seed"}


@dataclass(frozen=True, slots=True)
class DossierKeys:
    """Everything the dossier signs and seals with, and what laptops pin."""

    trust: SchoolTrust
    issuing: SigningKey = field(repr=False)
    log: SigningKey = field(repr=False)
    plan: SigningKey = field(repr=False)
    seal_seed: bytes = field(repr=False)
    rest_key: bytes = field(repr=False)
    random_bytes: RandomBytes = field(repr=False)
    former_seals: tuple[bytes, ...] = field(default=(), repr=False)
    """What was sealed to a key of before is still opened with it."""

    @property
    def seal_seeds(self) -> tuple[bytes, ...]:
        """What opens journals and backups: the key of now, and those before it."""
        return (self.seal_seed, *self.former_seals)

    def in_use(self) -> Mapping[KeyKind, bytes]:
        """Return what a root vouches for, as it is used now; `pub` of each certificate."""
        return {
            KeyKind.ISSUING: self.issuing.public,
            KeyKind.LOG: self.log.public,
            KeyKind.PLAN: self.plan.public,
            KeyKind.SEAL: seal_public(self.seal_seed),
            KeyKind.TLS_CA: certificate_digest(self.trust.tls_ca),
        }

    def opening(self, stream: StreamId, public: bytes, former: str | None) -> StreamOpened:
        """Return the first act of an own stream: the epoch key, vouched for by the plan key."""
        statement = epoch_statement(self.trust.school, stream, public)
        return StreamOpened(
            epoch_key=base64_text.encode(public),
            device_signature=sign_text(EPOCH_SIGNATURE, statement, self.plan),
            chain=(to_json(self.held(KeyKind.PLAN)),),
            former=former,
        )

    def seal(self, secret: bytes, purpose: str) -> bytes:
        """Return a secret as it may stand in the database, bound to its purpose."""
        return seal_chunk(self.rest_key, self._place(purpose), 0, secret, self.random_bytes)

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        """Return the secret again.

        Raises:
            BadChunk: Sealed for something else, under another key, or changed.
        """
        return open_chunk(self.rest_key, self._place(purpose), 0, sealed)

    def issue(self, certificate: Certificate) -> Envelope:
        """Return the certificate of a device or person, signed by the issuing key."""
        return issue(certificate, self.issuing)

    def issuing_certificate(self) -> Envelope:
        """Return the certificate of the issuing key: the second link of every chain."""
        return self.held(KeyKind.ISSUING)

    def serial(self) -> str:
        """Return a new serial number."""
        return self.random_bytes(SERIAL_BYTES).hex()

    def held(self, kind: KeyKind) -> Envelope:
        """Return the certificate of the key of a kind that is used now."""
        public = self.in_use()[kind]
        return next(
            each
            for each in self.trust.certificates
            if (read := read_certificate(each)).kind is kind and read.pub == public
        )

    def _place(self, purpose: str) -> FeedPlace:
        return FeedPlace(self.trust.school, f"{REST}:{purpose}", 1)


@dataclass(frozen=True, slots=True)
class Founding:
    """What a school's keys are made from."""

    school: str
    school_name: str
    origin: str
    hosts: tuple[str, ...]
    moment: datetime


class RootInside(Exception):
    """A root key lies in the dossier's own data: nothing is served until it is taken away."""

    def __init__(self, path: Path) -> None:
        super().__init__("a root key lies in the data of the dossier")
        self.path = path


def found_school(
    founding: Founding, folder: Path, roots: Sequence[Path], random_bytes: RandomBytes
) -> None:
    """Make all keys of a school; both roots go to their own paths and are not kept.

    Raises:
        FileExistsError: Something of that name is there already; nothing is replaced.
        OSError: A file cannot be written.
    """
    first, second = (SigningKey.generate(random_bytes) for _ in range(2))
    authority = make_ca(
        founding.school_name, founding.moment - timedelta(days=1), founding.moment + 10 * YEAR
    )
    server = issue_server_certificate(
        authority,
        founding.hosts,
        founding.moment - timedelta(days=1),
        founding.moment + 2 * YEAR,
    )
    keys = {
        kind: SigningKey.generate(random_bytes)
        for kind in (KeyKind.ISSUING, KeyKind.LOG, KeyKind.PLAN)
    }
    publics = {kind: key.public for kind, key in keys.items()}
    seal_seed = random_bytes(SEED_BYTES)
    publics[KeyKind.SEAL] = seal_public(seal_seed)
    publics[KeyKind.TLS_CA] = certificate_digest(authority.certificate)
    trust = SchoolTrust(
        school=founding.school,
        roots=(first.public, second.public),
        log_origin=founding.origin,
        certificates=tuple(
            rooted(founding.school, kind, public, founding.moment, random_bytes, by=first)
            for kind, public in publics.items()
        ),
        tls_ca=authority.certificate,
    )
    for path, root in zip(roots, (first, second), strict=True):
        write_new(path, key_file(KeyKind.ROOT, root.seed()))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for kind, key in keys.items():
        write_new(folder / f"{kind.value}.key", key_file(kind.value, key.seed()))
    write_new(folder / "seal.key", key_file(KeyKind.SEAL, seal_seed))
    write_new(folder / f"{REST}.key", key_file(REST, random_bytes(SEED_BYTES)))
    write_new(folder / "trust.json", encode_trust(trust))
    write_identity(folder, "tls-ca", authority)
    write_identity(folder, "tls-server", server)


def load_keys(folder: Path, random_bytes: RandomBytes) -> DossierKeys:
    """Return the keys in a folder.

    Raises:
        Malformed: A file is not what it should be.
        UntrustedChain: A certificate is not by one of the roots.
        OSError: A file is missing or cannot be read.
    """
    return DossierKeys(
        trust=decode_trust((folder / "trust.json").read_bytes()),
        issuing=SigningKey.from_seed(read_key(folder / "issuing.key", KeyKind.ISSUING)),
        log=SigningKey.from_seed(read_key(folder / "log.key", KeyKind.LOG)),
        plan=SigningKey.from_seed(read_key(folder / "plan.key", KeyKind.PLAN)),
        seal_seed=read_key(folder / "seal.key", KeyKind.SEAL),
        rest_key=read_key(folder / f"{REST}.key", REST),
        random_bytes=random_bytes,
        former_seals=tuple(
            read_key(path, KeyKind.SEAL) for path in sorted(folder.glob(FORMER_SEALS))
        ),
    )


def refuse_roots(folder: Path, trust: SchoolTrust) -> None:
    """Look through all files of a dossier for a root key.

    Raises:
        RootInside: There is one.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= KEY_FILE_BYTES_MAX and _is_root(path, trust):
            raise RootInside(path)


def _is_root(path: Path, trust: SchoolTrust) -> bool:
    raw = path.read_bytes()
    if len(raw) == SEED_BYTES:
        return SigningKey.from_seed(raw).public in trust.roots
    try:
        read = loads_strict(raw, max_bytes=KEY_FILE_BYTES_MAX, max_depth=2)
    except Malformed:
        return False
    return isinstance(read, dict) and set(read) == _MEMBERS and read["kind"] == KeyKind.ROOT


def rooted(
    school: str,
    kind: KeyKind,
    public: bytes,
    moment: datetime,
    random_bytes: RandomBytes,
    *,
    by: SigningKey,
) -> Envelope:
    """Return what a root says of a key: a year, and the time in which the next one overlaps."""
    told = Certificate(
        kind=kind,
        id=kind.value,
        pub=public,
        school=school,
        not_before=moment - timedelta(days=1),
        not_after=moment + YEAR + OVERLAP,
        serial=random_bytes(SERIAL_BYTES).hex(),
    )
    return issue(told, by)


def key_file(kind: str, seed: bytes) -> bytes:
    """Return the content of the file of a secret key."""
    return dumps({"v": 1, "kind": str(kind), "seed": base64_text.encode(seed)})


def read_key(path: Path, kind: str) -> bytes:
    """Return the seed in the file of a secret key.

    Raises:
        Malformed: Not the file of such a key.
        OSError: It cannot be read.
    """
    read = members.exact(
        loads_strict(path.read_bytes(), max_bytes=KEY_FILE_BYTES_MAX, max_depth=1), _MEMBERS
    )
    if read["kind"] != str(kind):
        raise Malformed("a key for something else")
    return base64_text.decode(read["seed"], least=SEED_BYTES, most=SEED_BYTES)


def write_identity(folder: Path, name: str, identity: Identity) -> None:
    """Write a TLS certificate and its key beside it; nothing is replaced."""
    write_new(folder / f"{name}.pem", identity.certificate.encode("ascii"))
    write_new(folder / f"{name}.key.pem", identity.secret_key.encode("ascii"))
