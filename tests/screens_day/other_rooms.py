"""The other rooms of that day: a late start (B1.16), a walk-in (D0.12), four exams, a hall."""

from dataclasses import replace
from pathlib import Path

from app.models import commands as c
from app.models import preparing_commands as p
from tests.desktop.shift import ALT, CTRL, SHIFT, Key
from tests.screens_day.school import DaySchool, Exam, Listed, laptop_of, read_listed
from tests.screens_day.stage import Stage
from tests.views.room_day_hall import GIVEN, SURNAMES

B116_EXTRA = {"A6": ("+25%",), "B3": ("+30", "groot")}
D103 = """1|Maas|Joris||2040233|+30,pauze
2|Okafor|Chidi||2040871|+25%
3|Pinas|Shanice||2041344|+30,voor
4|Wouters|Bente||2039988|+30,groot
5|Bouali|Imane||2041702|+25%
6|Kramer|Sil||2040615|+25%,laptop
7|Yıldız|Ece||2041099|+25%
8|Vries|Tom|de|2041450|+25%"""
D012 = """A1|Alkema|Bas||2043100
A2|Baran|Gijs||2043131
A3|Ceylan|Lisa||2043162
A4|Drost|Quinten||2043193
A5|Eggens|Vera||2043224|+30
A6|Fokkema|Britt||2043255
A7|Genç|Bas||2043286
B1|Hoekstra|Gijs||2043317
B2|Idrissi|Lisa||2043348
B3|Jonker|Quinten||2043379"""


def seat_of(n: int, wide: int) -> str:
    """Return the seat of somebody from 0: a row of `wide` seats per letter."""
    return f"{chr(ord('A') + n // wide)}{n % wide + 1}"


def made_up(n: int, number: int, seat: str) -> Listed:
    """Return somebody of the names that the mockups use."""
    prefix, _, surname = SURNAMES[n % len(SURNAMES)].rpartition(" ")
    return Listed(seat, surname, GIVEN[(n * 11 + 3) % len(GIVEN)], prefix, str(number))


class Elsewhere(Stage):
    """A laptop in one of these rooms, with one surveillant."""

    def __init__(self, folder: Path, where: tuple[str, str, str], name: str, *exams: Exam) -> None:
        room, place, device = where
        school = DaySchool(room, place)
        for exam in exams:
            school.add(exam)
        (self.card,) = school.assign(exams, ("p-first", name, "08:05"))
        super().__init__(school, laptop_of(folder, school, device, "08:10"))
        self.begin_shift("08:10", self.card)
        self.to_room()

    def arrive(self, clock: str, exam: Exam, *people: Listed) -> None:
        """These come in."""
        for each in people:
            self.do(clock, c.RegisterArrival(exam.session, each.id))


def late_start(folder: Path) -> None:
    """B1.16 starts at 09:07 (03e, 03e2)."""
    people = tuple(
        replace(
            made_up(n, 2042003 + n * 29, seat_of(n, 7)),
            keys=B116_EXTRA.get(seat_of(n, 7), ()),
            programme="Logistiek medewerker",
        )
        for n in range(28)
    )
    exam = Exam("rek3", "Rekenen niveau 3", "REK3-2526-P4", "09:00", "10:30", people)
    room = Elsewhere(folder, ("B1.16", "Kanaalstraat", "EX-08"), "Aksoy, Fatma", exam)
    outside = {people[2].id, people[6].id}
    room.arrive("08:50", exam, *(each for each in people if each.id not in outside))
    room.to_room()
    room.central = "09:07"
    room.go_to("09:07:08")
    room.picture("03e-zaal-starten")
    room.choose("ahmed")
    room.hit("09:07:12", Key.Key_F11)
    room.go_to("09:07:31")
    room.picture("03e2-zaal-gestart")
    room.close()


def walk_in(folder: Path) -> None:
    """Somebody who is not on the list of D0.12 (05b)."""
    listed = tuple(map(read_listed, D012.splitlines()))
    more = tuple(
        replace(made_up(n + 9, 2043410 + n * 31, seat_of(n + 10, 7)), surname=f"K{SURNAMES[n]}")
        for n in range(14)
    )
    exam = Exam("engb1", "Engels lezen B1", "ENG-B1", "09:30", "11:00", (*listed, *more))
    room = Elsewhere(folder, ("D0.12", "Kanaalstraat", "EX-12"), "Martens, Lieke", exam)
    room.arrive("09:10", exam, *listed[:6], *listed[8:], *more)
    room.go_to("09:25")
    room.type("genc")
    room.hit("09:25", Key.Key_Return)
    room.central = "09:26"
    room.go_to("09:26:12")
    room.press(Key.Key_Escape)
    room.type("veenst")
    room.press(Key.Key_F2, SHIFT)
    room.still()
    room.press(Key.Key_A, CTRL)
    room.type("Lars Veenstra")
    room.picture("05b-bijschrijven")
    room.close()


def four_exams(folder: Path) -> None:
    """A room with four exams, somebody of the second one is away (03f)."""
    who = tuple(map(read_listed, D103.splitlines()))
    exams = (
        Exam("s1-rek4", "Rekenen niveau 4", "REK4", "09:00", "10:40", who[:2]),
        Exam("s2-ned3f", "Nederlands lezen 3F", "NED3F", "09:00", "11:00", who[2:5]),
        Exam("s3-rek2", "Rekenen niveau 2", "REK2", "09:00", "10:15", who[5:7]),
        Exam("s4-burg", "Burgerschap", "BUR", "10:30", "11:45", who[7:]),
    )
    room = Elsewhere(folder, ("D1.03", "Kanaalstraat", "EX-21"), "Yılmaz, Ceren", *exams)
    for exam in exams[:3]:
        room.arrive("08:50", exam, *exam.people)
    room.do("09:00", c.StartSession("s1-rek4"), c.StartSession("s3-rek2"))
    room.do("09:02", c.StartSession("s2-ned3f"))
    room.do("10:11", c.HandIn("s3-rek2", (who[6].id,)))
    room.arrive("10:12", exams[3], who[7])
    room.do("10:16:15", c.LeaveForAMoment("s2-ned3f", who[2].id, "toilet", "K. Smit"))
    room.to_room()
    room.press(Key.Key_4, ALT)
    room.choose("pinas")
    room.central = "10:19"
    room.go_to("10:19:22")
    room.picture("03f-zaal-vier-examens")
    room.close()


def hall(folder: Path) -> None:
    """Sporthal Oost at 09:03, in the list and on the map (03c, 04b)."""
    people = tuple(
        replace(
            made_up(n, 2041011 + n * 37, seat_of(n, 15)),
            keys=(("+25%",), ("+30", "voor"))[n % 2] if n % 20 == 5 else (),
        )
        for n in range(240)
    )
    exam = Exam("ned3f", "Nederlands lezen 3F", "NED3F", "09:00", "11:00", people)
    room = Elsewhere(folder, ("Sporthal Oost", "Kanaalstraat", "EX-31"), "Wit de, Tim", exam)
    for n in range(2, 7):
        room.do("08:20", p.ArriveOnDuty(f"Surveillant {n}"))
    outside = {19, 40, 77, 90, 121, 150, 166, 201, 230}
    late = {33, 88, 140}
    early = (each for n, each in enumerate(people) if n not in outside | late)
    room.arrive("08:50", exam, *early)
    room.do("09:00", c.StartSession("ned3f"))
    for n in sorted(late):
        room.arrive("09:02", exam, people[n])
    room.to_room()
    room.choose(people[19].seat)
    room.central = "09:03"
    room.go_to("09:03:48")
    room.press(Key.Key_1, ALT)
    room.picture("03c-zaal-240")
    room.press(Key.Key_K, CTRL)
    room.picture("04b-plattegrond-240")
    room.close()


SCENES = (
    (("03e-zaal-starten", "03e2-zaal-gestart"), late_start),
    (("05b-bijschrijven",), walk_in),
    (("03f-zaal-vier-examens",), four_exams),
    (("03c-zaal-240", "04b-plattegrond-240"), hall),
)
