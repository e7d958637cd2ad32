"""A school's dossier with its doors open: keys, ledger, feed and intake on one data folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.crypto.keys import RandomBytes
from app.crypto.provider_sign_on import Challenger
from app.models.codec import instant_text
from app.models.drafts import Moment
from dossier.archive.devices import log_access
from dossier.archive.ledger import Ledger
from dossier.archive.opening import open_archive
from dossier.bringing_up import bring_up
from dossier.config import DataFolder, DossierConfig, read_config
from dossier.feed import RoomFeed
from dossier.identity.desk import IdentityDesk
from dossier.intake import Intake
from dossier.journals import JournalIntake
from dossier.kept_apart import KeptApart
from dossier.keys import DossierKeys, load_keys, refuse_roots
from dossier.office_feed import OfficeFeed
from dossier.plan import LedgerDesks
from dossier.proving import LogProofs
from dossier.reopening import answer_older
from dossier.rule_sets import STANDARD_FOLDER, RuleBook, read_rule_book
from dossier.signing_on import SignOnDesk

COMMAND_LINE: Final = "command line"
"""Who reads at the machine itself, in the log of who read what."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What comes from outside the program: time and chance; tests bring their own."""

    moment: Callable[[], Moment]
    random_bytes: RandomBytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """Everything a command or the service works with."""

    folder: DataFolder
    config: DossierConfig
    keys: DossierKeys
    ledger: Ledger
    feed: RoomFeed
    intake: Intake
    journals: JournalIntake
    rules: RuleBook
    desks: LedgerDesks
    proofs: LogProofs
    office: OfficeFeed
    sign_ons: SignOnDesk
    identity: IdentityDesk
    apart: KeptApart
    around: Surroundings

    def note_read(self, what: str) -> None:
        """Note that somebody at this machine reads personal data, before it is shown."""
        at = instant_text(self.around.moment().corrected)
        with self.ledger.begin() as connection:
            log_access(connection, self.config.school, COMMAND_LINE, what, at)

    def close(self) -> None:
        """Let go of what is open; what was committed is on disk."""
        self.ledger.close()


def open_dossier(path: Path, around: Surroundings) -> OpenDossier:
    """Open the dossier in a folder; several programs may have it open at once.

    Raises:
        Malformed: A file in it is not what it should be.
        UntrustedChain: Its certificates are not by its roots.
        NewerArchive: A newer version of the program made its archive.
        BadAddress: The settings name a database that an archive cannot be in.
        OSError: A file is missing or cannot be read; `NoAnswer`: the database is not there.
    """
    folder = DataFolder(path)
    config = read_config(folder.config)
    keys = load_keys(folder.keys, around.random_bytes)
    refuse_roots(path, keys.trust)
    feed = RoomFeed(keys, config)
    ledger = Ledger(
        open_archive(folder.archive_of(config)),
        config.school,
        keys,
        around.random_bytes,
        before_commit=feed.before_commit,
    )
    apart = KeptApart(folder.apart, folder.mark)
    ledger.open_log(keys.trust.log_origin)
    ledger.bring_up = lambda writing: bring_up(writing, feed, apart, keys)
    ledger.note_apart, ledger.key_version_of = apart.note, apart.key_version
    answer_older(ledger, apart.marked(), around.moment())
    ledger.note_size = apart.note_size
    intake = Intake(ledger, keys, apart.erased())
    challenger = Challenger(config.school, keys.rest_key)
    identity = IdentityDesk(folder, challenger, around.random_bytes)
    rules = read_rule_book(Path(config.rules) if config.rules else STANDARD_FOLDER)
    return OpenDossier(
        folder=folder,
        config=config,
        keys=keys,
        ledger=ledger,
        feed=feed,
        intake=intake,
        journals=JournalIntake(intake, keys),
        rules=rules,
        desks=LedgerDesks(ledger, feed, rules, around.moment),
        proofs=LogProofs(ledger),
        office=OfficeFeed(ledger, keys),
        sign_ons=SignOnDesk(ledger, keys, identity),
        identity=identity,
        apart=apart,
        around=around,
    )
