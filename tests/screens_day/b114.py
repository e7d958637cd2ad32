"""Lokaal B1.14 on that day: Rekenen niveau 4 with 28 candidates, from the day code to the seal."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.models import commands as c
from app.models import preparing_commands as p
from app.models.values import IdentityOutcome, ProvisionOutcome
from tests.desktop.shift import Key
from tests.reports.mockup_day import CANDIDATES
from tests.screens_day.school import DESK, DaySchool, Exam, Listed, at, laptop_of, read_listed
from tests.screens_day.stage import Stage
from tests.views.room_day import B114

EXAM = "rek4"
VOS, BAKIR = "p-vos", "p-bakir"
PROGRAMMES = {
    "2041873": "MBO Verpleegkundige",
    "2041395": "Doktersassistent",
    "2041744": "ICT-beheerder",
    "2040018": "MBO Verpleegkundige",
}
BORN = {"2041395": "2006-11-02", "2040018": "2006-05-27", "2041550": "2006-08-19"}
TOLD = {row.number: row for row in CANDIDATES}
"""How the day went for each of them, as the report of the fact sheet tells it."""


def people() -> tuple[Listed, ...]:
    """Return the list of the room."""
    return tuple(
        replace(
            each,
            programme=PROGRAMMES.get(each.number, "Doktersassistent"),
            born=BORN.get(each.number, each.born),
            is_released=each.surname not in ("Hussein", "Mulder"),
        )
        for each in map(read_listed, B114.splitlines())
    )


PEOPLE = people()
IDS = {each.surname: each.id for each in PEOPLE}
REKENEN = Exam(EXAM, "Rekenen niveau 4", "REK4-2526-P4", "09:00", "10:40", PEOPLE)


def made_up(count: int, first: int, given: int) -> tuple[Listed, ...]:
    """Return candidates of another exam: only their number is seen."""
    return tuple(
        Listed("", f"Proef {n}", "Noor", "", str(first + n), ("+30",) if n <= given else ())
        for n in range(1, count + 1)
    )


class Entry(Stage):
    """The laptop EX-07 in B1.14 until the exam starts."""

    def __init__(self, folder: Path, *later: Exam) -> None:
        school = DaySchool("B1.14")
        exams = (REKENEN, *later)
        for exam in exams:
            school.add(exam)
        self.vos, self.bakir = school.assign(
            exams, (VOS, "Vos, Rina", "08:05"), (BAKIR, "Bakır, Mehmet", "08:06")
        )
        super().__init__(school, laptop_of(folder, school, "EX-07", "08:10"))

    # ------------------------------------------------------------ before the start

    def morning(self) -> None:
        """Make ready, until 08:13."""
        self.do("08:11", p.ReceivePacket(EXAM, "E-0417", is_intact=True, counted=30))
        self.do("08:12", p.TickReadiness(EXAM, "room", "Lokaal nagekeken"))

    def both(self) -> None:
        """The second surveillant signs on, and the list is opened."""
        self.second("08:14", self.bakir)
        self.do("08:20", c.ReadyProvision(EXAM, (IDS["Demir"],), "HEAD"))
        self.do("08:30", p.TickReadiness(EXAM, "aids", "Hulpmiddelen liggen klaar"))
        self.to_room()

    def entry(self, since: str, until: str, without: str = "") -> None:
        """Everybody who came in between two times, each at the own time."""
        for moment, name in sorted(
            (str(TOLD[each.number].arrived), each.surname)
            for each in PEOPLE
            if since <= str(TOLD[each.number].arrived) < until and each.surname != without
        ):
            valid = IdentityOutcome.SEEN
            if name == "Abdi":
                valid = IdentityOutcome.NO_VALID_DOCUMENT
            self.do(moment, c.RegisterArrival(EXAM, IDS[name], valid))

    def given(self, name: str, code: str, **told: Any) -> c.ReportProvision:
        """What became of a provision."""
        outcome = told.pop("outcome", ProvisionOutcome.GIVEN)
        return c.ReportProvision(EXAM, IDS[name], code, outcome, **told)

    def envelope(self) -> None:
        """Ruben Koster has no room of his own, and the envelope is opened."""
        self.do(
            "08:51",
            self.given(
                "Koster", "ROOM", outcome=ProvisionOutcome.NOT_DELIVERED,
                reason="B1.02 dubbel geboekt", measure="zat op C5 in B1.14",
                informed=DESK, informed_at=at("08:36"),
            ),
            p.OpenPacket(EXAM, "E-0417", "R. Vos", "M. Bakır", 25, 5),
        )  # fmt: skip


class Room(Entry):
    """The same laptop during the exam."""

    def begun(self) -> None:
        """The exam starts; two come late."""
        self.hit("09:00:14", Key.Key_F11)

    def late(self) -> None:
        """Selin Özdemir comes too late."""
        self.go_to("09:21")
        self.type("ozdemir")
        self.hit("09:21", Key.Key_Return)

    def locked(self, since: str, until: str) -> None:
        """Nobody touches the laptop: the curtain falls."""
        self.go_to(since)
        span = at(until) - self.laptop.clock.now
        self.laptop.clock.step(seconds=span.total_seconds())
        self.until(lambda: self.front == "curtain")

    def till_ten(self) -> None:
        """Everything until 10:11, with nothing to see in between."""
        self.entry("08:30", "08:50")
        self.envelope()
        self.entry("08:53", "09:00")
        self.begun()
        self.entry("09:12", "09:22")
        self.before_ten()
        self.after_ten()

    def project(self) -> None:
        """The clock for candidates on a second screen."""
        self.press(Key.Key_F12)
        self.still()
        clock = self.page("room").clock.view
        clock.resize(1920, 1080)
        self.picture("08-zaalklok", clock)
        self.desktop.window.activateWindow()
        self.press(Key.Key_Escape)
        self.still()

    def before_ten(self) -> None:
        """Three do not come; Yusuf Demir is away for three minutes."""
        absent = tuple(IDS[name] for name in ("Graaf", "Hussein", "Mulder"))
        self.do("09:31", c.EstablishNoShow(EXAM, absent))
        self.do("09:44", self.away("Demir"))
        self.do("09:47", c.ComeBack(EXAM, IDS["Demir"]))

    def away(self, name: str) -> c.LeaveForAMoment:
        """Somebody goes to the toilet."""
        return c.LeaveForAMoment(EXAM, IDS[name], "toilet", "M. Bakır", escort_person=BAKIR)

    def hand_in(self, clock: str, *names: str) -> None:
        """Somebody hands in."""
        self.do(clock, c.HandIn(EXAM, tuple(IDS[name] for name in names)))

    def after_ten(self) -> None:
        """Three hand in; Salma El Amrani goes to the toilet."""
        self.hand_in("09:58", "Jansen")
        self.hand_in("10:04", "Bakker")
        self.hand_in("10:06", "Visser")
        self.do("10:08:19", self.away("El Amrani"))

    def phone(self) -> str:
        """A telephone lay on the table."""
        return self.do(
            "10:11:56",
            c.NoteIrregularity(
                EXAM, IDS["Demir"], "device", "Telefoon lag zichtbaar op tafel, scherm uit.",
                addressed_at=at("10:11"), statement="Vergeten in mijn tas te doen.",
                item_taken="telefoon", bag="3", is_reported=True, seen_at=at("10:10"),
            ),
        )  # fmt: skip

    def to_the_end(self) -> None:
        """Everybody but three hands in; Mehmet Bakır signs for his period and goes."""
        self.hand_in("10:24", "Meijer")
        self.hand_in("10:27", "Nguyen")
        self.hand_in("10:31", "Ruiter")
        last = tuple(
            each.surname for each in PEOPLE if str(TOLD[each.number].handed_in) == "10:47"
        )
        self.hand_in("10:47", *last)
