"""python -m app verify: checks files of a record for whoever holds them, and says it in Dutch."""

import hashlib
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.crypto import base64_text
from app.crypto.certificates import UntrustedChain
from app.crypto.export_file import EXPORT, read_export
from app.crypto.extract_file import EXTRACT, read_extract
from app.crypto.journal import BadJournal, open_with_seal_key
from app.crypto.journal_content import read_journal
from app.crypto.journal_file import MARKER
from app.crypto.keys import SEED_BYTES
from app.crypto.stick import (
    FOLDER,
    LIST_BYTES_MAX,
    MANIFEST,
    StickEntry,
    decode_manifest,
    read_at_most,
)
from app.crypto.trust import SchoolTrust, decode_trust
from app.models.codec import instant_text
from app.models.strict_json import Malformed, loads_strict
from app.services.verifying import (
    Fault,
    Verdict,
    verify_events,
    verify_export,
    verify_extract,
)

SOUND: Final = 0
NOT_SOUND: Final = 4
WRONG_USE: Final = 2
_KEY_BYTES_MAX: Final = 4096
_SAID: Final = {
    Fault.TRUST: "de certificaten van de school kloppen niet",
    Fault.ROOTS: "ondertekend onder andere hoofdsleutels dan die van de school",
    Fault.CHECKPOINT: "de kop van het logboek is niet door de school getekend",
    Fault.TREE: "hoort niet in het logboek dat getekend is",
    Fault.EVENT: "handtekening, inhoud of afzender klopt niet",
    Fault.CHAIN: "wat hieraan voorafging ontbreekt of is een ander",
    Fault.BODY: "de inhoud ontbreekt zonder dat die gewist is",
    Fault.MANIFEST: "het zegel gaat over iets anders dan hier staat",
    Fault.PERSON: "de handtekening van een persoon klopt niet",
    Fault.DOCUMENT: "het document is een ander dan er is uitgegeven",
    Fault.RENDERING: "het document volgt niet uit wat er verzegeld is",
    Fault.COPY: "is niet wat er gekopieerd is",
    Fault.STAMP: "het tijdstempel hoort niet bij dit logboek of is niet van die dienst",
}


class Unreadable(Exception):
    """A file that cannot be checked; the text is one Dutch sentence."""


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser(
        "verify", help="controleer een export, een stick, een journaal of een pdf"
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    parser.add_argument("--trust", type=Path, help="trust.json, zoals u die van de school kreeg")
    parser.add_argument("--seal-key", type=Path, help="de zegelsleutel, voor een journaal")
    parser.add_argument("--tsa-ca", type=Path, help="PEM van de tijdstempeldienst")
    return parser


def run_verify(told: Namespace) -> int:
    """Check every file, say what was found, and return the exit code."""
    issued: set[str] = set()
    is_sound = True
    try:
        pinned = None if told.trust is None else _trust(told.trust)
        authority = None if told.tsa_ca is None else _read(told.tsa_ca)
        papers: list[tuple[Path, str]] = []
        for path in told.files:
            if path.is_dir():
                is_sound &= _say_stick(path, pinned, told.seal_key)
                continue
            raw = _read(path)
            if raw.startswith(b"%PDF"):
                papers.append((path, hashlib.sha256(raw).hexdigest()))
                continue
            if raw.startswith(MARKER):
                verdict = _journal_verdict(path, raw, pinned, told.seal_key)
            else:
                verdict = _export_verdict(path, raw, pinned, authority)
            issued |= verdict.issued
            is_sound &= _say(path, verdict, is_pinned=pinned is not None)
    except Unreadable as problem:
        _tell(str(problem))
        return WRONG_USE
    return SOUND if is_sound & _say_papers(papers, issued) else NOT_SOUND


def _export_verdict(
    path: Path, raw: bytes, pinned: SchoolTrust | None, authority: bytes | None
) -> Verdict:
    head = raw.partition(b"\n")[0][:1_000_000]
    is_extract = f'"type":"{EXTRACT}"'.encode() in head
    if not is_extract and EXPORT.encode("ascii") not in head:
        raise Unreadable(f"{path}: geen export, journaal of proces-verbaal van Examendag.")
    try:
        if is_extract:
            return verify_extract(read_extract(raw.splitlines()), pinned)
        return verify_export(read_export(raw.splitlines()), pinned, authority)
    except Malformed as problem:
        raise Unreadable(f"{path}: deze export is beschadigd of afgekapt.") from problem


def _journal_verdict(
    path: Path, raw: bytes, pinned: SchoolTrust | None, seal_key: Path | None
) -> Verdict:
    if pinned is None or seal_key is None:
        raise Unreadable(f"{path}: voor een journaal zijn --trust en --seal-key nodig.")
    seed = _seed(seal_key)
    try:
        content = read_journal(raw, lambda head: open_with_seal_key(head, seed))
    except (BadJournal, Malformed) as problem:
        raise Unreadable(f"{path}: dit journaal is niet voor deze sleutel.") from problem
    verdict = Verdict()
    verify_events(
        (((n, i), each) for n, some in content.handlings for i, each in enumerate(some)),
        pinned,
        verdict,
        has_plan=False,
    )
    if content.damages:
        verdict.add(Fault.EVENT, f"{len(content.damages)}x beschadigd")
    return verdict


def _say_stick(stick: Path, pinned: SchoolTrust | None, seal_key: Path | None) -> bool:
    """Check the journals on a stick against the list, and what is in them for who may read it."""
    copies = list(_copies(stick))
    if not copies:
        raise Unreadable(f"{stick}: hier staat geen kopie van Examendag.")
    is_sound = True
    for path, entry in copies:
        raw = _read(path) if path.is_file() else b""
        if seal_key is None:
            verdict = Verdict()
            _tell(f"{path}: verzegeld; vergeleken met de lijst op de stick.")
        else:
            verdict = _journal_verdict(path, raw, pinned, seal_key)
        if not entry.fits(raw):
            verdict.add(Fault.COPY)
        is_sound &= _say(path, verdict, is_pinned=True)
    return is_sound


def _copies(stick: Path) -> Iterator[tuple[Path, StickEntry]]:
    for listed in sorted((stick / FOLDER).glob(f"*/{MANIFEST}")):
        try:
            manifest = decode_manifest(read_at_most(listed, LIST_BYTES_MAX))
        except (OSError, Malformed) as problem:
            raise Unreadable(f"{listed}: deze lijst is beschadigd of afgekapt.") from problem
        for entry in manifest.entries:
            yield listed.parent / entry.room_day / entry.name, entry


def _say(path: Path, verdict: Verdict, *, is_pinned: bool) -> bool:
    for each in verdict.faults:
        _tell(f"{path}: {each.where}: {_SAID[each.fault]}".replace(": : ", ": "))
    if verdict.checkpoint is not None:
        head = verdict.checkpoint
        _tell(f"{path}: logboek {head.origin}, {head.size} events, {head.root.hex()}")
    for size, at in verdict.stamps:
        when = "op een onbekend moment: geef --tsa-ca" if at is None else instant_text(at)
        _tell(f"{path}: de eerste {size} events zijn van buiten gestempeld, {when}")
    _tell(
        f"{path}: {verdict.events} events ({verdict.erased} gewist), {verdict.seals} zegels, "
        f"{verdict.signatures} handtekeningen, {verdict.documents} documenten: "
        + ("KLOPT NIET" if verdict.faults else "klopt")
    )
    if verdict.left_out:
        _tell(f"{path}: van {verdict.left_out} events bleef de inhoud weg: die noemt anderen")
    if not is_pinned:
        _tell("Vergelijk de hoofdsleutels met die van de school, of geef --trust:")
        for digest in verdict.roots:
            _tell(f"  {digest}")
    return not verdict.faults


def _say_papers(papers: Sequence[tuple[Path, str]], issued: set[str]) -> bool:
    """Say of each PDF whether the record in the other files says that it was issued."""
    for path, digest in papers:
        is_known = digest in issued
        _tell(
            f"{path}: {digest}: " + ("uitgegeven, ongewijzigd" if is_known else "NIET uitgegeven")
        )
    if papers and not issued:
        _tell("Geef ook de export erbij: zonder het dossier is een pdf niet te controleren.")
    return all(digest in issued for _, digest in papers)


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"{path} kan niet gelezen worden.") from problem


def _trust(path: Path) -> SchoolTrust:
    try:
        return decode_trust(_read(path))
    except (Malformed, UntrustedChain) as problem:
        raise Unreadable(f"{path} is geen trust.json van een school.") from problem


def _seed(path: Path) -> bytes:
    try:
        read = loads_strict(_read(path), max_bytes=_KEY_BYTES_MAX, max_depth=1)
        seed = read.get("seed") if isinstance(read, dict) else None
        return base64_text.decode(seed, least=SEED_BYTES, most=SEED_BYTES)
    except Malformed as problem:
        raise Unreadable(f"{path} is geen zegelsleutel.") from problem
