"""What is missing at a dossier, or soon will be: each finding with the next step.

Nothing is changed and nothing is asked of the outside but a login at each planner's own address,
and what an identity provider tells everybody.
"""

import shutil
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

from app.crypto.certificates import UntrustedChain, read_certificate
from app.crypto.tls import ends_at
from app.models.grants import broken_glass
from app.models.strict_json import Malformed
from dossier.archive.accounts import ProviderAccountRows
from dossier.archive.counting import counted
from dossier.archive.migrations import NewerArchive
from dossier.archive.oke_tables import REFUSED
from dossier.archive.opening import BadAddress, NoAnswer
from dossier.archive.probing import newest_arrival, probed
from dossier.config import DataFolder
from dossier.granting import GRANT_CHARACTERS, all_grants
from dossier.identity.line import ProviderAway, discovered, fetched_keys
from dossier.identity.settings import provider_of
from dossier.keys import RootInside
from dossier.oke.outbox_runner import NoToken, PlannerLine
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.planners import known_planners, link_of, planner_context
from dossier.stamping import authority_of, stamps

SOON: Final = timedelta(days=60)
BACKUP_AGE: Final = timedelta(hours=36)
STAMP_AGE: Final = timedelta(days=2)
CLOCK_OFF: Final = timedelta(seconds=2)
SPACE_LEAST: Final = 1024**3
COPIES: Final = 3
"""Space that a backup and its check take beside the archive, in sizes of the archive."""


class Grade(Enum):
    """How a finding stands."""

    GOOD = "goed  "
    NOTE = "let op"
    WRONG = "FOUT  "


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `step` is what to do about it, empty where it is good."""

    grade: Grade
    sentence: str
    step: str = ""


def diagnosed(path: Path, around: Surroundings) -> Iterator[Finding]:
    """Look at everything, as far as the dossier opens."""
    yield from _files(DataFolder(path))
    found = _opened(path, around)
    if isinstance(found, Finding):
        yield found
        return
    with closing(found) as dossier:
        yield Finding(Grade.GOOD, "Er ligt geen hoofdsleutel in de gegevens.")
        yield from _certificates(dossier)
        yield from _database(dossier)
        yield from _backup(dossier)
        yield from _planners(dossier)
        yield from _provider(dossier)
        yield from _broken_glass(dossier)
        yield from _stamps(dossier)


def _opened(path: Path, around: Surroundings) -> OpenDossier | Finding:
    """Return the dossier, or why it does not open."""
    try:
        return open_dossier(path, around)
    except RootInside as problem:
        return _wrong(
            f"Er ligt een hoofdsleutel (root) in de gegevens: {problem.path}.",
            "Haal die weg en bewaar hem elders; het dossier start anders niet.",
        )
    except FileNotFoundError as problem:
        return _wrong(
            f"Er ontbreekt een bestand: {problem.filename}.",
            "Zet het terug, of noem de map met --data.",
        )
    except (Malformed, UntrustedChain):
        return _wrong(
            "Een bestand van het dossier is beschadigd of van een ander dossier.",
            "Zet 'keys' en 'dossier.json' terug uit eigen bewaring.",
        )
    except NewerArchive:
        return _wrong("Het archief is van een nieuwere versie.", "Gebruik die nieuwere versie.")
    except (NoAnswer, BadAddress):
        return _wrong(
            "De database geeft geen antwoord.",
            "Kijk of PostgreSQL draait, of het adres in dossier.json klopt, en naar ~/.pgpass.",
        )


def _files(folder: DataFolder) -> Iterator[Finding]:
    if not folder.path.is_dir():
        yield _wrong(
            f"Hier is geen map: {folder.path}.", "Noem de map van het dossier met --data."
        )
        return
    keys = [folder.keys, *folder.keys.glob("*")]
    for path in keys:
        if (
            path.exists()
            and path.stat().st_mode & 0o077
            and path.suffix in ("", ".key", ".secret")
        ):
            yield _wrong(f"Anderen op deze machine kunnen bij {path}.", f"chmod go= {path}")
    archive = folder.archive
    size = archive.stat().st_size if archive.exists() else 0
    free, needed = shutil.disk_usage(folder.path).free, max(SPACE_LEAST, COPIES * size)
    if free < needed:
        yield _note(
            f"Er is {_megabytes(free)} vrij; een back-up vraagt {_megabytes(needed)}.",
            "Maak ruimte op de schijf van het dossier.",
        )
    else:
        yield Finding(Grade.GOOD, f"Er is {_megabytes(free)} vrij op de schijf.")


def _certificates(dossier: OpenDossier) -> Iterator[Finding]:
    server = dossier.folder.keys / "tls-server.pem"
    ends = [
        *(
            (f"certificaat {kind}", read_certificate(dossier.keys.held(kind)).not_after, _BY_ROOT)
            for kind in dossier.keys.in_use()
        ),
        ("CA voor TLS", ends_at(dossier.keys.trust.tls_ca), _NEW_CA),
        ("TLS-certificaat van de dienst", ends_at(server.read_text("ascii")), _BY_CA),
    ]
    now = dossier.around.moment().corrected
    for name, end, step in ends:
        if end < now:
            yield _wrong(f"Verlopen op {end:%d-%m-%Y}: {name}.", step)
        elif end < now + SOON:
            yield _note(f"Verloopt op {end:%d-%m-%Y}: {name}.", step)
    first = min(end for _, end, _ in ends)
    if first >= now + SOON:
        yield Finding(Grade.GOOD, f"Alle certificaten gelden tot na {first:%d-%m-%Y}.")


_BY_CA: Final = (
    "Vernieuw het met 'renew', en start de dienst opnieuw. Laptops merken er niets van."
)
_BY_ROOT: Final = (
    "Vernieuw het met 'renew --root BESTAND', met een hoofdsleutel van een van de twee sticks, "
    "en start de dienst opnieuw. Laptops merken er niets van."
)
_NEW_CA: Final = (
    "Maak een nieuwe met 'renew --root BESTAND --replace'. Elke laptop heeft daarna een nieuw "
    "antwoord nodig ('enrol --again')."
)


def _database(dossier: OpenDossier) -> Iterator[Finding]:
    found = probed(dossier.ledger.engine)
    for each in found.settings:
        finding = _wrong if each.is_needed else _note
        yield finding(
            f"De database heeft {each.name} = {each.found}.", f"Maak er {each.wanted} van."
        )
    if not any(each.is_needed for each in found.settings):
        yield Finding(Grade.GOOD, f"{found.version}: wat bewaard heet, staat op schijf.")
    yield from _clocks(dossier, found.clock)


def _clocks(dossier: OpenDossier, other: datetime | None) -> Iterator[Finding]:
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        newest, counts = newest_arrival(reading), counted(reading)
    if newest is not None and newest > now + CLOCK_OFF:
        yield _wrong(
            f"De klok loopt achter: het nieuwste event is van {newest:%d-%m-%Y %H:%M} UTC.",
            "Zet de klok gelijk (timedatectl) voordat de dienst start.",
        )
    elif other is not None and abs(other - now) > CLOCK_OFF:
        seconds = abs(other - now).total_seconds()
        yield _note(
            f"De klok verschilt {seconds:.0f} s met die van de database.",
            "Laat beide machines hun tijd van dezelfde bron halen (NTP).",
        )
    else:
        yield Finding(Grade.GOOD, "De klok loopt niet achter op wat al is vastgelegd.")
    if counts.outbox.get(REFUSED):
        yield _note(
            f"Toetsplanning weigerde {counts.outbox[REFUSED]} berichten.",
            "Kijk op het bord bij de zitting wat de reden is.",
        )


def _backup(dossier: OpenDossier) -> Iterator[Finding]:
    with dossier.ledger.reading() as reading:
        counts = counted(reading)
    known, now = counts.backed_up, dossier.around.moment().corrected
    if known is None:
        yield _wrong(
            "Er is nog geen back-up die is teruggelezen: niets mag van een laptop af.",
            "python -m dossier backup --to MAP, en daarna backup --check MAP.",
        )
        return
    told = f"De laatste teruggelezen back-up is van {known.at:%d-%m-%Y %H:%M} UTC"
    lacks = counts.log_size - known.size
    if now - known.at > BACKUP_AGE and lacks:
        yield _note(f"{told} en mist {lacks} events.", "Maak elke dag een back-up met controle.")
    else:
        yield Finding(Grade.GOOD, f"{told}; {lacks} events kwamen daarna.")


def _planners(dossier: OpenDossier) -> Iterator[Finding]:
    planners = [each for each in known_planners(dossier) if each.is_active]
    if not planners:
        yield _note("Er is geen planningssysteem toegelaten.", "python -m dossier planner add ...")
    for each in planners:
        link = link_of(dossier, each.client_id)
        if link is None:
            yield _note(
                f"Van planning {each.client_id} is geen adres bekend: er gaat niets terug.",
                "python -m dossier planner add --again ... met adres en geheim.",
            )
            continue
        line = PlannerLine(link, planner_context(dossier))
        try:
            line.log_in()
            yield Finding(Grade.GOOD, f"Planning {each.client_id} laat ons in.")
        except NoToken as refused:
            why = "is niet bereikbaar" if refused.status is None else f"zegt {refused.status}"
            yield _wrong(
                f"Planning {each.client_id} {why}.",
                "Kijk naar het netwerk, het adres, het certificaat en het geheim.",
            )
        finally:
            line.close()


def _provider(dossier: OpenDossier) -> Iterator[Finding]:
    """Without an identity provider there is nothing to find: passphrases do."""
    step = "Kijk met 'provider', naar het netwerk en naar --ca. Wachtzinnen werken door."
    try:
        provider = provider_of(dossier.folder)
        if provider is None:
            return
        fetched_keys(provider, discovered(provider))
    except Malformed:
        yield _wrong(
            "De instellingen van de inlogdienst zijn beschadigd.", "provider --issuer ..."
        )
        return
    except (ProviderAway, ssl.SSLError) as problem:
        yield _wrong(f"Van de inlogdienst van school komt geen goed antwoord ({problem}).", step)
        return
    yield Finding(Grade.GOOD, f"De inlogdienst {provider.issuer} antwoordt.")
    with dossier.ledger.reading() as reading:
        rows = ProviderAccountRows(reading.connection, reading.school).all()
    if not any(each.issuer == provider.issuer for each in rows):
        yield _note("Nog geen account van school hoort bij iemand.", "people link ...")


def _broken_glass(dossier: OpenDossier) -> Iterator[Finding]:
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        found = broken_glass(all_grants(reading), now)
    for each in found:
        yield _note(
            f"{each.person} heeft een noodrol ({each.role.value}): {each.reason}",
            f"Is het voorbij: roles withdraw --grant {each.leaf[:GRANT_CHARACTERS]} --by ...",
        )


def _stamps(dossier: OpenDossier) -> Iterator[Finding]:
    """A witness outside the school is advised, not needed."""
    if authority_of(dossier.folder) is None:
        yield _note(
            "Er is geen tijdstempeldienst ingesteld: geen getuige buiten de school.",
            "python -m dossier stamp --help.",
        )
        return
    known = stamps(dossier.apart.records())
    now = dossier.around.moment().corrected
    if not known or now - known[-1].asked_at > STAMP_AGE:
        yield _note(
            "De tijdstempeldienst gaf al twee dagen geen stempel.",
            "python -m dossier stamp, en kijk of het adres bereikbaar is.",
        )
    else:
        yield Finding(Grade.GOOD, f"Het laatste tijdstempel is van {known[-1].asked_at:%d-%m-%Y}.")


def _note(sentence: str, step: str) -> Finding:
    return Finding(Grade.NOTE, sentence, step)


def _wrong(sentence: str, step: str) -> Finding:
    return Finding(Grade.WRONG, sentence, step)


def _megabytes(count: int) -> str:
    return f"{count / 1024**2:,.0f} MB".replace(",", ".")
