"""Signing on at a machine of the office: a proof, and a key and certificate for the day."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Semaphore
from typing import Final

from app.crypto.certificates import Certificate, KeyKind
from app.crypto.dagcode import NotACode, grouped, new_code, normalise
from app.crypto.envelope import to_json
from app.crypto.id_token import TokenFault, UnfitToken
from app.crypto.keys import UnfitKey, check_public, fingerprint
from app.crypto.passphrase import (
    SALT_BYTES,
    NotAPassphrase,
    is_guessable,
    is_same,
    normalised,
    stretched,
)
from app.models.codec import instant_text, read_instant
from app.models.drafts import Moment
from app.models.grants import Rights, rights_of
from app.models.roles import AT_OFFICE
from app.sync.office_protocol import ELSEWHERE_MAX, Elsewhere, Proof, SignedOn, SignOn
from app.sync.provider_protocol import ProviderAnswer
from dossier.archive.accounts import AccountRow, AccountRows, DayKeyRow, ProviderAccountRows
from dossier.archive.asides import AsideRows, of_person
from dossier.archive.devices import DeviceRows, log_access
from dossier.archive.ledger import Ledger, Writing
from dossier.archive.rooms import CardRows
from dossier.granting import all_grants
from dossier.identity.desk import Account, ChallengeOver, IdentityDesk, NoProvider
from dossier.identity.line import CodeRefused, ProviderAway
from dossier.identity.linking import purpose_of
from dossier.keys import DossierKeys

DAY: Final = timedelta(hours=12)
START_CODE_FOR: Final = timedelta(days=3)
FREE_TRIES: Final = 5
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
AT_ONCE: Final = 2
"""How many passphrases are stretched at the same time: each takes 64 MiB."""

log = logging.getLogger("dossier.signing_on")


class NotSignedOn(StrEnum):
    """Why somebody does not get a key for the day."""

    UNKNOWN = "unknown"
    """No such person, or another passphrase or code: which of them is not told."""
    TOO_SOON = "too-soon"
    NO_ROLE = "no-role"
    UNFIT = "unfit"
    """The new passphrase is too short or easy to guess, or the key is none."""
    NO_PROVIDER = "no-provider"
    PROVIDER_AWAY = "provider-away"
    STRANGE_WORD = "strange-word"
    """What the provider answered does not hold."""
    NOT_FRESH = "not-fresh"
    """The provider let an older session do; nobody logged in for this."""
    TOO_LATE = "too-late"
    UNLINKED = "unlinked"
    """It is an account at the provider, and nobody's here."""


class SignOnRefused(Exception):
    """Somebody does not sign on; `wait_s` after too many tries."""

    def __init__(self, reason: NotSignedOn, wait_s: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class _Checked:
    """An account after the proof was checked, with a new passphrase where one was set."""

    is_right: bool
    account: AccountRow
    is_new: bool = False
    """Whether a passphrase was set: what somebody signed on with before ends."""


def account_code(writing: Writing, keys: DossierKeys, person: str) -> str:
    """Return a new code to set a passphrase with, as it is printed; what held before falls."""
    code = new_code(keys.random_bytes)
    AccountRows(writing.connection, writing.school).put(
        AccountRow(
            person=person,
            start_digest=_digest(code),
            start_until=instant_text(writing.moment.corrected + START_CODE_FOR),
        )
    )
    return grouped(code)


class SignOnDesk:
    """Where people sign on."""

    def __init__(self, ledger: Ledger, keys: DossierKeys, identity: IdentityDesk) -> None:
        self._ledger = ledger
        self._keys = keys
        self._identity = identity
        self._room = Semaphore(AT_ONCE)

    def sign_on(self, device: str, asked: SignOn, moment: Moment) -> SignedOn:
        """Return what somebody gets for the day.

        Raises:
            SignOnRefused: The proof does not hold, there were too many tries, or no role holds.
        """
        try:
            check_public(asked.public)
        except UnfitKey as problem:
            raise SignOnRefused(NotSignedOn.UNFIT) from problem
        if asked.answer is not None:
            return self._by_provider(device, asked, asked.answer, moment)
        account = self._counted_try(asked.person, moment)
        with self._room:
            checked = self._checked(account, asked, moment.corrected)
        if not checked.is_right:
            raise SignOnRefused(NotSignedOn.UNKNOWN)
        with self._ledger.writing(moment) as writing:
            rows = AccountRows(writing.connection, writing.school)
            rows.put(replace(checked.account, tries=0, not_before=""))
            if checked.is_new:
                rows.end_keys(asked.person, writing.at)
                who, told = f"person {asked.person}", f"passphrase set at {device}"
                log_access(writing.connection, writing.school, who, told, writing.at)
            rights = self._rights(writing, asked.person)
            if rights is not None:
                return self._certified(writing, device, asked, rights)
        raise SignOnRefused(NotSignedOn.NO_ROLE)

    # ------------------------------------------------------------ the proof

    def _counted_try(self, person: str, moment: Moment) -> AccountRow | None:
        """Count a try before it is made, so that many at once are not one.

        Raises:
            SignOnRefused: The next try has to wait.
        """
        now = moment.corrected
        with self._ledger.begin() as connection:
            rows = AccountRows(connection, self._ledger.school)
            account = rows.get(person)
            if account is None:
                return None
            if account.not_before and now < read_instant(account.not_before):
                left = read_instant(account.not_before) - now
                raise SignOnRefused(NotSignedOn.TOO_SOON, int(left.total_seconds()) + 1)
            tries = account.tries + 1
            wait = _wait_after(tries)
            until = instant_text(now + wait) if wait else ""
            account = replace(account, tries=tries, not_before=until)
            rows.put(account)
            return account

    def _checked(self, account: AccountRow | None, asked: SignOn, now: datetime) -> _Checked:
        known = account or AccountRow(asked.person)
        if asked.proof is Proof.START_CODE:
            return self._started(known, asked, now)
        try:
            salt = known.salt or bytes(SALT_BYTES)  # the same work for whoever is unknown
            found = stretched(asked.passphrase, salt)
        except NotAPassphrase:
            found = b""
        is_right = known.verifier is not None and is_same(found, known.verifier)
        if is_right and asked.new_passphrase:
            return self._set(known.person, asked.new_passphrase, former=asked.passphrase)
        return _Checked(is_right, known)

    def _set(self, person: str, passphrase: str, former: str = "") -> _Checked:
        """Return somebody's account with another passphrase.

        Raises:
            SignOnRefused: It is too short, easy to guess, or the former one.
        """
        salt = self._keys.random_bytes(SALT_BYTES)
        try:
            verifier = stretched(passphrase, salt)
        except NotAPassphrase as problem:
            raise SignOnRefused(NotSignedOn.UNFIT) from problem
        is_former = normalised(passphrase) == normalised(former)
        if is_former or is_guessable(passphrase, self._words_of(person)):
            raise SignOnRefused(NotSignedOn.UNFIT)
        return _Checked(is_right=True, account=AccountRow(person, salt, verifier), is_new=True)

    def _started(self, known: AccountRow, asked: SignOn, now: datetime) -> _Checked:
        """Set the passphrase that came with a start code; the code is used up.

        That it is easy to guess is said to who has the code only: it depends on whose it is.

        Raises:
            SignOnRefused: The passphrase is too short or too plain; the code is not used up.
        """
        is_right = (
            known.start_digest is not None
            and known.start_until is not None
            and now <= read_instant(known.start_until)
            and is_same(_digest(asked.start_code), known.start_digest)
        )
        if not is_right:
            return _Checked(is_right, known)
        return self._set(known.person, asked.passphrase)

    def _words_of(self, person: str) -> tuple[str, ...]:
        """Return what anybody would try first for somebody."""
        with self._ledger.begin() as connection:
            everybody = CardRows(connection, self._ledger.school).people()
        names = [each.name for each in everybody if each.id == person]
        return (self._ledger.school, person, *names)

    # ------------------------------------------------------------ the provider

    def _by_provider(
        self, device: str, asked: SignOn, answer: ProviderAnswer, moment: Moment
    ) -> SignedOn:
        """Return what somebody gets whose account at the identity provider logged in just now."""
        account = self._account(device, asked, answer, moment)
        with self._ledger.writing(moment) as writing:
            rows = ProviderAccountRows(writing.connection, writing.school)
            row = rows.get(account.issuer, account.subject)
            if row is not None:
                rights = self._rights(writing, row.person)
                if rights is None:
                    raise SignOnRefused(NotSignedOn.NO_ROLE)
                part = self._keys.unseal(row.store_part, purpose_of(row.person))
                who = replace(asked, person=row.person)
                return replace(self._certified(writing, device, who, rights), store_part=part)
            told = f"refused sign-on at {device}: account linked to nobody"
            who_else = f"account {account.subject}"
            log_access(writing.connection, writing.school, who_else, told, writing.at)
        raise SignOnRefused(NotSignedOn.UNLINKED)

    def _account(
        self, device: str, asked: SignOn, answer: ProviderAnswer, moment: Moment
    ) -> Account:
        try:
            return self._identity.judge(device, asked.public, answer, moment.corrected)
        except NoProvider as problem:
            raise SignOnRefused(NotSignedOn.NO_PROVIDER) from problem
        except ProviderAway as problem:
            log.warning("identity provider: %s", problem.reason)
            raise SignOnRefused(NotSignedOn.PROVIDER_AWAY) from problem
        except (ChallengeOver, CodeRefused) as problem:
            raise SignOnRefused(NotSignedOn.TOO_LATE) from problem
        except UnfitToken as problem:
            log.warning("identity provider: token %s", problem.fault)
            is_old = problem.fault is TokenFault.NOT_FRESH
            reason = NotSignedOn.NOT_FRESH if is_old else NotSignedOn.STRANGE_WORD
            raise SignOnRefused(reason) from problem

    # ------------------------------------------------------------ the certificate

    def _rights(self, writing: Writing, person: str) -> Rights | None:
        """Return what somebody may do at the office now, None for nothing."""
        rights = rights_of(all_grants(writing), person, writing.moment.corrected)
        revoked = AsideRows(writing.connection, writing.school).revoked()
        if AT_OFFICE.isdisjoint(rights.roles) or of_person(person) in revoked:
            return None
        return rights

    def _certified(self, writing: Writing, device: str, asked: SignOn, rights: Rights) -> SignedOn:
        now = writing.moment.corrected
        roles = tuple(each.value for each in rights.roles)
        if any(each.is_break_glass for each in rights.grants):
            log.warning("break-glass role used at device %s", device)
        certificate = to_json(
            self._keys.issue(
                Certificate(
                    kind=KeyKind.PERSON,
                    id=asked.person,
                    pub=asked.public,
                    school=writing.school,
                    roles=roles,
                    locations=rights.locations,
                    not_before=now - timedelta(minutes=5),
                    not_after=now + DAY,
                    serial=self._keys.serial(),
                )
            )
        )
        rows = AccountRows(writing.connection, writing.school)
        key = fingerprint(asked.public)
        if rows.key(key) is not None:
            raise SignOnRefused(NotSignedOn.UNFIT)
        elsewhere = _elsewhere(writing, rows.keys_after(asked.person, writing.at), device)
        rows.add_key(
            DayKeyRow(
                key, asked.person, device, asked.public, certificate, instant_text(now + DAY)
            )
        )
        told = f"sign-on as {','.join(roles)} at {device}"
        who = f"person {asked.person}"
        log_access(writing.connection, writing.school, who, told, writing.at)
        people = CardRows(writing.connection, writing.school).people()
        name = next(row.name for row in people if row.id == asked.person)
        return SignedOn(certificate, name, writing.at, elsewhere=elsewhere)


def _elsewhere(writing: Writing, keys: Sequence[DayKeyRow], device: str) -> tuple[Elsewhere, ...]:
    """Return at which other machines somebody signed on with these keys, each once."""
    devices = DeviceRows(writing.connection, writing.school)
    newest = {each.device: each for each in reversed(keys) if each.device != device}
    found = []
    for each in list(newest.values())[-ELSEWHERE_MAX:]:
        row = devices.get(each.device)
        if row is not None:
            found.append(Elsewhere(row.name, read_instant(each.not_after) - DAY))
    return tuple(found)


def _wait_after(tries: int) -> timedelta:
    """Return how long the next try waits when this one is not right."""
    over = tries - FREE_TRIES
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over, 10)) if over >= 0 else timedelta()


def _digest(code: str) -> bytes:
    """Return by what a start code is known again: it has 80 random bits, so nothing slow."""
    try:
        plain = normalise(code)
    except NotACode:
        plain = ""
    return hashlib.sha256(f"examendag/start-code/v1/{plain}".encode()).digest()
