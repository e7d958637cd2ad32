"""The work of the record thread at a machine of the office: one person's day at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from app.crypto.certificates import KeyKind
from app.crypto.checkpoint import read_checkpoint, verify_checkpoint
from app.crypto.envelope import BadSignature
from app.crypto.trust import SchoolTrust
from app.models.act import StreamId
from app.models.check_commands import DrawSample, ListSample
from app.models.check_facts import SampleDrawn
from app.models.codec import read_instant
from app.models.contacts import LaptopContact
from app.models.deciding_office import decide_office
from app.models.drafts import Draft, Moment
from app.models.grants import gone_from
from app.models.hotline import Person
from app.models.office_commands import OfficeCommand
from app.models.office_day import OfficeDay
from app.models.office_folds import OfficeFolds
from app.models.roles import ScopeKind, roles_told
from app.models.strict_json import Malformed
from app.models.values import Role
from app.services.delivering import Deliverer
from app.services.journal_delivery import EventByEvent, taken_by
from app.services.news import News
from app.services.office_pulling import Beyond
from app.services.office_sign_on import (
    Asked,
    OfficeLine,
    OfficePerson,
    SignedOnHere,
    certificate_of,
    shift_for,
    sign_on,
)
from app.services.office_store import DayKey, OfficeFiles
from app.services.opening import Device
from app.services.pin import PinSafe
from app.services.recording import Recorded, Recorder
from app.services.tools import StoreName, Tools
from app.sync.messages import PageTaken
from app.sync.office_protocol import OfficePage

CURSOR: Final = "office-feed-through"
AS_OF: Final = "office-feed-as-of"
SINCE: Final = "office-feed-since"
DAYS_BACK: Final = 14
BOARD_BACK: Final = 70
"""How far back somebody holds sessions, in days: the board of examiners rules on older ones."""
SEED_BYTES: Final = 32
"""How much chance a sample is drawn by."""
NOTHING_YET: Final = -1


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    """Something that the pages of the office are told from is another."""

    day: OfficeDay


@dataclass(frozen=True, slots=True)
class OfficeWritten:
    """What is on disk now of one handling, and the day after it."""

    recorded: Recorded
    day: OfficeDay


@dataclass(frozen=True, slots=True)
class OfficeOpened:
    """What this machine holds for who signed on just now, before the dossier told any more."""

    day: OfficeDay
    is_offline: bool


OfficeNews = OfficeChanged | OfficeOpened | News


@dataclass(slots=True)
class OpenDay:
    """One person's day, while they are signed on."""

    recorder: Recorder
    held: DayKey = field(repr=False)
    person: OfficePerson
    files: OfficeFiles = field(repr=False)
    laptops: tuple[LaptopContact, ...] = ()
    as_of: datetime | None = None
    through: int = NOTHING_YET
    since: str = ""
    size: int = 0
    origin: str = ""
    store: str = ""


class OfficeWork:
    """Everything at the office that touches the record; called on one thread only."""

    def __init__(self, tools: Tools, on_news: Callable[[OfficeNews], None]) -> None:
        self.device = Device(None, None)
        self.deliverer: Deliverer | None = None
        self.stores: dict[str, StoreName] = {}
        """Where each epoch of this run lies; only added to, so that any thread may read it."""
        self.open_room_day: str | None = None
        """The folder of the day that is open; any thread may read it."""
        self.by_event = EventByEvent()
        """Which journals of it go event by event; any thread may read it."""
        self.pins = PinSafe(tools.random_bytes)
        self._tools = tools
        self._on_news = on_news
        self._open: OpenDay | None = None

    # ------------------------------------------------------------ signing on

    def sign_on(self, asked: Asked, files: OfficeFiles, line: OfficeLine) -> OfficePerson:
        """Sign somebody on; whoever was signed on before is no longer.

        Raises:
            NotSignedOn: The obstacle says why; nothing changed.
            StoreUnusable: The store of the day does not open.
            OSError: A file cannot be read or written.
        """
        now = self._tools.clock()
        self.leave()
        found = sign_on(asked, files, line, now, self._tools.random_bytes)
        try:
            if found.offset_ms is not None and not _knows_the_time(self.deliverer):
                self._tools.clock.set_offset(found.offset_ms)
            return self._signed_on(found, files, self._tools.clock())
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Sign off: close the store and let go of the key; delivery goes on."""
        opened, self._open, self.open_room_day = self._open, None, None
        self.by_event = EventByEvent()
        self.pins = PinSafe(self._tools.random_bytes)
        if opened is not None:
            opened.recorder.close()

    # ------------------------------------------------------------ recording

    def record(self, command: OfficeCommand, moment: Moment | None) -> OfficeWritten:
        """Record what a command of the office asks.

        Raises:
            Refused: It is impossible; nothing was recorded.
            NotWritten: The disk refused; nothing was recorded.
        """
        at = moment or self._tools.clock()
        if isinstance(
            command, DrawSample
        ):  # the chance is on disk before anybody sees what it gives
            command = replace(command, seed=self._tools.random_bytes(SEED_BYTES).hex())
        before = self.day()
        written = self.write(decide_office(before, command, at).drafts, at)
        if isinstance(command, DrawSample):
            for act in _draws_since(before, written.day):
                listing = ListSample(act.sample, command.zone)
                written = self.write(decide_office(written.day, listing, at).drafts, at)
        return written

    def write(self, drafts: Sequence[Draft], moment: Moment | None) -> OfficeWritten:
        """Write drafts as one handling."""
        return self._written(self.here.recorder.write(drafts, moment or self._tools.clock()))

    def day(self) -> OfficeDay:
        """Return the state that pages are told from."""
        opened = self.here
        kept = opened.recorder.folds
        folds = kept if isinstance(kept, OfficeFolds) else OfficeFolds()
        return OfficeDay(
            sessions=folds.day.sessions,
            office=folds.office,
            people=folds.people,
            school=folds.school,
            erasures=folds.erasures,
            dismissed=folds.dismissed,
            contacts=opened.laptops,
            me=Person(opened.person.id, opened.person.name),
            through=opened.through,
            size=opened.size,
            since=date.fromisoformat(opened.since),
            as_of=opened.as_of,
            restored_at=folds.restored_at,
        )

    # ------------------------------------------------------------ what comes in

    def after(self) -> Beyond:
        """Return beyond which place in the log the feed is asked."""
        opened = self._open
        return Beyond(NOTHING_YET, "") if opened is None else Beyond(opened.through, opened.since)

    def take_older(self, page: OfficePage, held: DayKey, since: date | None) -> bool:
        """Take in what is of sessions before those that are here; False: it is for nobody here.

        With the last page comes `since`, from which day on all of them are here now.

        Raises:
            Malformed: Its checkpoint is not the school's.
            NotWritten: The disk refused.
        """
        opened, trust = self._open, self._tools.install.trust
        if opened is None or opened.held is not held or _origin_of(page, trust) != opened.origin:
            return False
        opened.recorder.take_in([each.signed for each in page.events])
        if since is not None:
            opened.since = min(opened.since, since.isoformat())
            opened.through = min(opened.through, page.through)
            _keep_cursor(opened)  # before it holds from an earlier day on: what came between
            opened.recorder.store.remember(SINCE, opened.since)
            self._on_news(OfficeChanged(self.day()))
        return True

    def take_office_page(self, asked: Beyond, page: OfficePage, held: DayKey) -> None:
        """Take a page of the office's feed in, when it was asked by who is signed on now.

        A page moves the place in the log on only where it was asked from there: meanwhile it may
        have reached further back, or begun anew.

        Raises:
            Malformed: Its checkpoint is not the school's.
            NotWritten: The disk refused; it is asked again.
        """
        opened = self._open
        if opened is None or opened.held is not held:
            return
        install = self._tools.install
        origin, me = _origin_of(page, install.trust), install.device
        if self.deliverer is not None:
            leaves = frozenset(each.signed.leaf for each in page.events)
            self.deliverer.tell(PageTaken(page.checkpoint, leaves, me))
        if (opened.origin and origin != opened.origin) or page.size <= opened.through:
            opened.origin, opened.through = origin, NOTHING_YET  # another log: from its beginning
            return
        taken = opened.recorder.take_in([each.signed for each in page.events])
        opened.origin = origin
        opened.through = page.through if asked == self.after() else opened.through
        if page.events:
            _keep_cursor(opened)
            opened.recorder.store.remember(AS_OF, page.server_time)
        opened.laptops, opened.as_of = page.laptops, read_instant(page.server_time)
        opened.size = page.size
        if any(each.event.header.scope == ScopeKind.SCHOOL for each in taken.entries):
            _forget_who_left(opened, self._tools.clock().corrected)
        own = [each for each in taken.entries if each.event.header.writer == me]
        if own and self.deliverer is not None:
            self.deliverer.written(own)
        self._on_news(OfficeChanged(self.day()))

    def begin_epoch(self, forked: StreamId) -> None:
        """Go on in a new epoch, because the dossier holds another event where ours stands."""
        if self._open is not None and self._open.recorder.epoch == forked.epoch:
            self._open.recorder.begin_epoch()

    def refill(self) -> None:
        """Offer everything of this day, whoever wrote it: a restored dossier lacks some.

        Its feed is read from the beginning: what that brings need not be offered.
        """
        if self._open is not None and self.deliverer is not None:
            self.deliverer.written(self._open.recorder.store.read_all())
            self._open.through = NOTHING_YET

    # ------------------------------------------------------------ within

    def _signed_on(self, found: SignedOnHere, files: OfficeFiles, now: Moment) -> OfficePerson:
        """Go on with the day that was opened."""
        recorder, held = found.day.recorder, found.held
        certificate = certificate_of(held.certificate, files.trust)
        person = OfficePerson(
            id=certificate.id,
            name=held.name,
            roles=roles_told(certificate.roles),
            locations=certificate.locations,
            until=certificate.not_after,
            is_offline=found.is_offline,
            elsewhere=found.elsewhere,
        )
        opened = self._open = OpenDay(recorder, held, person, files)
        files.let_go(now.corrected.date(), taken_by(self.device.memory))
        opened.origin, opened.through = _cursor(recorder, _reach(person))
        opened.since = _since(recorder, person, now.corrected.date())
        opened.as_of = _as_of(recorder)
        self.open_room_day, opened.store = found.day.room_day, found.day.store
        self.by_event = EventByEvent(found.day.room_day, found.day.journals)
        recorder.on_epoch = self._epoch_begun
        recorder.begin_epoch()  # a copy of this store, or an older one, goes on elsewhere
        if self.deliverer is not None:
            self.deliverer.written(recorder.own_entries())
        self._on_news(OfficeOpened(self.day(), found.is_offline))
        return person

    @property
    def here(self) -> OpenDay:
        """The day of who is signed on."""
        if self._open is None:
            raise RuntimeError("nobody is signed on")
        return self._open

    def _written(self, recorded: Recorded) -> OfficeWritten:
        if self.deliverer is not None:
            self.deliverer.written(recorded.entries)
        return OfficeWritten(recorded, self.day())

    def _epoch_begun(self) -> None:
        """Sign for the epoch that was begun: the day key is here as long as somebody is."""
        opened = self.here
        trust, now = self._tools.install.trust, self._tools.clock()
        opened.recorder.pen.shift = shift_for(opened.recorder, opened.held, trust, now)
        if self.open_room_day is not None:
            name = StoreName(self.open_room_day, opened.store)
            self.stores = {**self.stores, opened.recorder.epoch: name}


def _knows_the_time(deliverer: Deliverer | None) -> bool:
    """Whether delivery heard the dossier's time: what is signed is judged by it."""
    return deliverer is not None and deliverer.state.contact.offset_ms is not None


def _origin_of(page: OfficePage, trust: SchoolTrust) -> str:
    """Return the origin of the log that a page is of, after its signature was checked."""
    origin = read_checkpoint(page.checkpoint).origin
    for certificate in trust.keys(KeyKind.LOG):
        try:
            verify_checkpoint(page.checkpoint, origin, certificate.pub)
        except BadSignature:
            continue
        return origin
    raise Malformed("not by the school's log")


def _forget_who_left(opened: OpenDay, now: datetime) -> None:
    """Let nothing on this machine open the stores of who is at the office no more."""
    folds = opened.recorder.folds
    if isinstance(folds, OfficeFolds):
        for person in gone_from(folds.school, now):
            opened.files.forget(person)


def _since(recorder: Recorder, person: OfficePerson, today: date) -> str:
    """Return from which day on sessions are held here: as before, if that is earlier."""
    back = BOARD_BACK if Role.EXAM_BOARD in person.roles else DAYS_BACK
    usual = (today - timedelta(days=back)).isoformat()
    return min(usual, recorder.store.recall(SINCE) or usual)


def _as_of(recorder: Recorder) -> datetime | None:
    """Return when the dossier last told something that is here."""
    told = recorder.store.recall(AS_OF)
    return None if told is None else read_instant(told)


def _reach(person: OfficePerson) -> str:
    """Return how far somebody may read: with another reach everything is asked anew."""
    return f"{','.join(person.roles)} {','.join(person.locations)}"


def _draws_since(before: OfficeDay, after: OfficeDay) -> list[SampleDrawn]:
    known = {event.leaf for event in before.office}
    fresh = [event.body.act for event in after.office
             if event.leaf not in known and event.body is not None]  # fmt: skip
    return [act for act in fresh if isinstance(act, SampleDrawn)]


def _keep_cursor(opened: OpenDay) -> None:
    told = f"{_reach(opened.person)}\n{opened.origin}\n{opened.through}"
    opened.recorder.store.remember(CURSOR, told)


def _cursor(recorder: Recorder, reach: str) -> tuple[str, int]:
    told = (recorder.store.recall(CURSOR) or "").split("\n")
    if len(told) != 3 or told[0] != reach or not told[2].isdecimal():
        return "", NOTHING_YET
    return told[1], int(told[2])
