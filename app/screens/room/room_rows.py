"""The rows of the list: one per candidate, told once and kept until something changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, compress
from operator import is_, is_not

from app.models.absence import notice_of
from app.models.extra_time import extra_time_of
from app.models.extra_words import extra_word
from app.models.facts import IdentityChecked
from app.models.moving import coming_from
from app.models.paper import Seating, seating_of, spoken_name
from app.models.plan import CandidatePlanned
from app.models.provisions import Granted, granted_of
from app.models.remembered import Latest, OfEach
from app.models.session import Enrolment
from app.models.timing import MINUTE, needs_admission, personal_end
from app.models.values import Aspect, IdentityOutcome, Status
from app.models.words import STATUS
from app.screens.room.panel import Badge, BirthDate
from app.screens.room.room import RowScreen, RowSize
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import RoomContent
from app.screens.room.room_decision import admission_pill
from app.screens.room.search import Index, SearchKey
from app.screens.room.wording import Tone

MANY_ROWS = 60
SHORT = {"STOP": "Pauze", "ZOOM": "Vergroot", "SCRIBE": "Schrijver", "ER": "Aangepast"}


def badge_word(granted: Granted) -> str:
    """Return the word of a provision that is short enough for a row."""
    return SHORT.get(granted.code if granted.kind is None else granted.kind.code, granted.word)


def badges_of(shown: Shown) -> tuple[Badge, ...]:
    """Return the granted provisions: the measure, never the reason."""
    found = []
    for each in granted_of(shown.enrolment):
        word = badge_word(each)
        if each.is_time:
            rules, duration = shown.paper.session.rules, shown.paper.schedule.duration
            word = extra_word(extra_time_of(shown.enrolment, rules, duration)) or word
        found.append(Badge(word, each.icon, strong=each.is_time))
    return tuple(found)


def end_text(shown: Shown) -> tuple[str, bool]:
    """Return the personal end as shown, and whether it differs from that of the others."""
    end = personal_end(shown.paper.session, shown.paper.part, shown.enrolment)
    if end is None:
        return "", False
    if end.at is None:
        return "onbeperkt", True
    return shown.paper.clock(end.at), end.at != shown.paper.schedule.end


def surname_of(plan: CandidatePlanned) -> str:
    """Return the surname with its tussenvoegsel in front."""
    return f"{plan.surname_prefix} {plan.surname}" if plan.surname_prefix else plan.surname


class RowBook:
    """Tells rows and keeps them: at a keystroke nothing is told anew."""

    def __init__(self) -> None:
        # Kept with what it was told from, and not with the whole session of that moment.
        self._rows: dict[str, tuple[tuple[object, ...], int | None, RowScreen]] = {}
        self._all: tuple[tuple[object, ...], Sequence[Shown], dict[str, RowScreen]] | None = None
        self._told: tuple[tuple[object, ...], tuple[Enrolment, ...]] = ((), ())
        self._sized: dict[RowSize, dict[str, tuple[RowScreen, RowScreen]]] = defaultdict(dict)
        self._whole = OfEach(self._in_size)
        self._list: tuple[tuple[object, ...], tuple[RowScreen, ...]] = ((), ())
        self._index: tuple[tuple[Seating, ...], Index] = ((), Index(()))

    def rows(
        self, people: Sequence[Shown], now: datetime, *, storing: str, with_exam: bool
    ) -> dict[str, RowScreen]:
        """Return the rows of these candidates in their ordinary size."""
        away = (_minutes_out(each, now) for each in _outside(people))
        key = (with_exam, id(people), tuple(away))
        if self._all is None or self._all[0] != key:
            found = self._rows_of(people, now, with_exam=with_exam)
            self._all = (key, people, found)
        found = self._all[2]
        if storing not in found:
            return found
        return {**found, storing: replace(found[storing], storing=True)}

    def row(self, shown: Shown, now: datetime, *, with_exam: bool) -> RowScreen:
        """Return the row of a candidate in its ordinary size."""
        who = shown.enrolment.candidate
        ground = (shown.enrolment, shown.paper.part, shown.paper.session.rules)
        known = self._rows.get(who)
        if known is not None and all(map(is_, known[0], ground)):
            _, minute, row = known
            if minute is None or minute == _minutes_out(shown, now):
                return row
        minute = _minutes_out(shown, now) if _is_out(shown) else None
        row = told_row(shown, now, with_exam=with_exam)
        self._rows[who] = (ground, minute, row)
        return row

    def sized(self, rows: Iterable[RowScreen], size: RowSize) -> list[RowScreen]:
        """Return rows in another size; the same row in the same size stays the same object."""
        return [self._in_size(row, size) for row in rows]

    def listed(
        self, rows: Mapping[str, RowScreen], order: Sequence[str], size: RowSize
    ) -> tuple[RowScreen, ...]:
        """Return the rows of a whole list; the same tuple as long as nothing in it is another."""
        key = (rows, order, size)
        if not (self._list[0] and all(map(is_, self._list[0], key))):
            some = tuple(map(rows.__getitem__, order))
            self._list = (key, self._whole(size, some, size))
        return self._list[1]

    def index(self, content: RoomContent) -> Index:
        """Return the search index over everybody who is listed."""
        seating = tuple(map(seating_of, content.papers))
        known = self._index[0]
        if len(known) != len(seating) or not all(map(is_, known, seating)):
            self._index = (seating, Index(search_key(each) for each in content.people.values()))
        return self._index[1]

    def _rows_of(
        self, people: Sequence[Shown], now: datetime, *, with_exam: bool
    ) -> dict[str, RowScreen]:
        """Tell anew only whom the act was about, and who counts minutes."""
        papers = {id(each.paper): each.paper for each in people}.values()
        ground = (with_exam, *(it for each in papers for it in (each.part, each.session.rules)))
        enrolled = tuple(each.enrolment for each in people)
        known, before = self._told
        found: dict[str, RowScreen] = {} if self._all is None else self._all[2]
        same = len(known) == len(ground) and all(map(is_, known, ground))
        anew: Iterable[Shown] = people
        if same and list(found) == [each.candidate for each in enrolled]:
            anew = chain(compress(people, map(is_not, enrolled, before)), _outside(people))
            found = dict(found)
        else:
            found = {}
        for each in anew:
            found[each.enrolment.candidate] = self.row(each, now, with_exam=with_exam)
        self._told = (ground, enrolled)
        return found

    def _in_size(self, row: RowScreen, size: RowSize) -> RowScreen:
        if row.size is size:
            return row
        kept = self._sized[size]
        known = kept.get(row.candidate)
        if known is None or known[0] is not row:
            known = kept[row.candidate] = (row, replace(row, size=size))
        return known[1]


def search_key(shown: Shown) -> SearchKey:
    """Return what can be searched for of one candidate."""
    enrolment, plan = shown.enrolment, shown.enrolment.plan
    if plan is None:
        added = enrolment.added
        name = "bijgeschreven" if added is None else added.name
        number = "" if added is None else added.number or ""
        return SearchKey(enrolment.candidate, enrolment.seat or "", "", name, "", number)
    return SearchKey(
        candidate=enrolment.candidate,
        seat=enrolment.seat or "",
        particle=plan.surname_prefix or "",
        surname=plan.surname,
        given=plan.preferred_name or plan.given_name,
        number=plan.number,
    )


def told_row(shown: Shown, now: datetime, *, with_exam: bool) -> RowScreen:
    """Return the row of a candidate."""
    enrolment, plan, status = shown.enrolment, shown.enrolment.plan, shown.status
    end, is_other = end_text(shown)
    text, loud, tone = _status_text(shown, status, now)
    mark, spoken = _mark(enrolment)
    return RowScreen(
        candidate=enrolment.candidate,
        status=status,
        seat=enrolment.seat or "",
        surname=spoken_name(enrolment) if plan is None else surname_of(plan),
        given="" if plan is None else plan.preferred_name or plan.given_name,
        number=number_of(enrolment),
        end_time=end,
        status_text=text,
        exam=shown.paper.exam_name if with_exam else "",
        badges=badges_of(shown),
        end_strong=is_other,
        loud=loud,
        muted=status in (Status.HANDED_IN, Status.LEFT, Status.ABSENT, Status.MOVED),
        mark=mark,
        mark_spoken=spoken,
        pill_tone=tone,
        birth=birth_of(enrolment),
    )


@Latest
def _outside(people: Sequence[Shown]) -> tuple[Shown, ...]:
    return tuple(each for each in people if _is_out(each))


def _is_out(shown: Shown) -> bool:
    """Whether the row counts minutes: somebody is away, or has a rest break."""
    return shown.status is Status.AWAY or _rests(shown)


def _rests(shown: Shown) -> bool:
    here = shown.status in (Status.PRESENT, Status.LATE)
    return here and shown.enrolment.resting_since is not None


def _minutes_out(shown: Shown, now: datetime) -> int:
    since = shown.enrolment.resting_since
    if shown.status is Status.AWAY or since is None:
        since = shown.enrolment.values[Aspect.AWAY].observed
    return int((now - since) / MINUTE)


def number_of(enrolment: Enrolment) -> str:
    """Return the student number, planned or as typed with a name that was added."""
    if enrolment.plan is not None:
        return enrolment.plan.number
    return "" if enrolment.added is None else enrolment.added.number or ""


def birth_of(enrolment: Enrolment) -> BirthDate | None:
    """A value that is absent is absent on screen."""
    raw = None if enrolment.extras is None else enrolment.extras.birth_date
    if raw is None:
        return None
    try:
        born = date.fromisoformat(raw)
    except ValueError:
        return None
    return BirthDate(f"••-••-{born.year}", f"{born:%d-%m-%Y}")


def _mark(enrolment: Enrolment) -> tuple[str, str]:
    """Return the mark in the row, and how it is said: added by hand goes before the ID."""
    if enrolment.plan is None:
        spoken = "bijgeschreven, geen geldig ID" if _lacks_id(enrolment) else "bijgeschreven"
        return "user-plus", spoken
    return ("id-card", "geen geldig ID") if _lacks_id(enrolment) else ("", "")


def _lacks_id(enrolment: Enrolment) -> bool:
    identity = enrolment.values.get(Aspect.IDENTITY)
    act = None if identity is None else identity.act
    return isinstance(act, IdentityChecked) and act.outcome is not IdentityOutcome.SEEN


def _status_text(shown: Shown, status: Status, now: datetime) -> tuple[str, bool, Tone]:
    """Return the words, whether they are a pill, and a tone that overrules the status."""
    paper, enrolment = shown.paper, shown.enrolment
    if enrolment.differences:
        return "Verschil, kies wat klopt", True, Tone.WARNING
    if needs_admission(paper.session, paper.part, enrolment) and status in (
        Status.PRESENT,
        Status.LATE,
    ):
        return "Besluit staat open", True, Tone.WARNING
    if _rests(shown):
        return f"Pauze · {max(0, _minutes_out(shown, now))} min", True, Tone.NOTE
    return _present_text(shown, status, now)


def _present_text(shown: Shown, status: Status, now: datetime) -> tuple[str, bool, Tone]:
    """Where somebody stands about whom nothing waits."""
    paper, enrolment = shown.paper, shown.enrolment
    let_in = admission_pill(paper.part, enrolment)
    if let_in and status is Status.LATE:
        return let_in, True, Tone.WARNING
    if status is Status.LATE and enrolment.arrival is not None:
        return f"Te laat, {paper.clock(enrolment.arrival.observed)}", True, Tone.PLAIN
    if status is Status.AWAY:
        minutes, limit = max(0, _minutes_out(shown, now)), paper.session.rules.away_max_min
        is_long = limit is not None and minutes > limit
        if coming_from(enrolment):
            return f"Onderweg · {minutes} min", True, Tone.PLAIN
        return f"Even weg · {minutes} min", True, Tone.WARNING if is_long else Tone.PLAIN
    if status is Status.EXPECTED and notice_of(enrolment) is not None:
        return "Afgemeld", False, Tone.PLAIN
    return _ended_text(shown, status), False, Tone.PLAIN


def _ended_text(shown: Shown, status: Status) -> str:
    enrolment, paper = shown.enrolment, shown.paper
    if status is Status.HANDED_IN:
        value = enrolment.values[Aspect.HAND_IN]
        if not value.is_time_observed:
            return "Ingeleverd, geen tijd"
        return f"Ingeleverd {paper.clock(value.observed)}"
    if status is Status.LEFT:
        return f"Vertrokken {paper.clock(enrolment.values[Aspect.STOP].observed)}"
    if status is Status.EXPECTED and enrolment.plan is not None and not enrolment.is_active:
        return "Ingetrokken"
    return STATUS[status]
