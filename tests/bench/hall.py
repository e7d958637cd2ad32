"""The hall that is measured: a made-up school, one room of any size, a laptop in it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from app.models.commands import (
    ComeBack,
    Command,
    HandIn,
    LeaveForAMoment,
    RegisterArrival,
    StartSession,
)
from app.models.fold import session_scope
from app.models.plan import CandidatePlanned, ExtrasAdded, RulesChosen
from app.services.recording import Recorded, Recorder
from tests.builders import SESSION, START, a_candidate, a_plan, a_room, candidate_id
from tests.services.school import Laptop, PrintedCard, School, a_laptop

SURNAMES = (
    "Yılmaz", "de Vries", "Jansen", "El Amrani", "Bakker", "Öztürk", "Visser", "Smit", "Meijer",
    "Bos", "Demir", "Hendriks", "Kowalski", "Nguyễn", "Peters", "Şahin", "Brouwer", "Dijkstra",
)  # fmt: skip
GIVEN = (
    "Noor", "Daan", "Fatima", "Sem", "Yusuf", "Lotte", "Émile", "Sara", "Mees", "Ayşe", "Finn",
    "Zoë", "Milan",
)  # fmt: skip
RULES = Path("resources/standaardset/30-instelling.json")


def a_person(number: int) -> CandidatePlanned:
    """Return the plan of a made-up candidate; every eighth has provisions."""
    particle, _, surname = SURNAMES[number % len(SURNAMES)].rpartition(" ")
    given = GIVEN[number % len(GIVEN)]
    has_needs = number % 8 == 0
    return a_candidate(
        number,
        given_name=given,
        surname=f"{surname}{chr(97 + number % 23)}{chr(97 + number // 23 % 26)}",
        surname_prefix=particle or None,
        display_name=f"{given} {surname}",
        extra_time_min=30 if has_needs else None,
        needs=("ET", "TTS") if has_needs else (),
    )


def a_hall(folder: Path, size: int) -> tuple[School, PrintedCard, Laptop]:
    """Return a school that planned one room with this many candidates, and a laptop for it."""
    school = School()
    school.plan(a_plan(), scope=session_scope(SESSION))
    school.plan(RulesChosen("standaard", RULES.read_text()), scope=session_scope(SESSION))
    school.plan(a_room(school.room))
    for number in range(1, size + 1):
        who = candidate_id(number)
        school.plan(a_person(number), who)
        seat = f"{chr(65 + (number - 1) // 40 % 26)}{(number - 1) % 40 + 1}"
        school.plan(ExtrasAdded(birth_date="2007-03-14", seat=seat), who)
    card = school.print_card("person-vos", "M. Vos")
    return school, card, a_laptop(folder, school)


def recorder_of(laptop: Laptop, card: PrintedCard) -> Recorder:
    """Open the room with a shift, before the exam."""
    recorder = laptop.open(card.code).recorder
    laptop.clock.now = max(laptop.clock.now, START - timedelta(minutes=25))
    return recorder


def opened(laptop: Laptop, card: PrintedCard) -> Callable[[Command], Recorded]:
    """Open the room with a shift; return what records a command there, a second later each."""
    recorder = recorder_of(laptop, card)

    def record(command: Command) -> Recorded:
        return recorder.record(command, laptop.clock.step(seconds=1))

    return record


def a_day(size: int) -> Iterator[Command]:
    """Return what a room of this size records, in order: in, start, away and back, handed in."""
    people = [candidate_id(number) for number in range(1, size + 1)]
    for who in people[: size * 9 // 10]:
        yield RegisterArrival(SESSION, who)
    yield StartSession(SESSION)
    for who in people[: size // 10]:
        yield LeaveForAMoment(SESSION, who)
        yield ComeBack(SESSION, who)
    for who in people[: size * 9 // 10]:
        yield HandIn(SESSION, (who,))
