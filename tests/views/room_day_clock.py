"""The clock of the mockup (08), the same after an interruption, and four exams in one room."""

from dataclasses import replace

from app.screens.room.room_clock import ClockAxis, ClockExam, ClockScreen

REKENEN = ClockExam(
    "Rekenen niveau 4",
    "10:40",
    "nog 29 min",
    ("11:05", "11:10"),
    ClockAxis(540, 611, 640, 670, 625, "09:00", "Start", "Na 10:25 niet meer weg", "10:40"),
)
CLOCK = ClockScreen("10:11", "B1.14", (REKENEN,))
INTERRUPTED = replace(
    CLOCK,
    announcements=(
        "We gaan verder om 10:19. Het nieuwe einde is 10:47.",
        "Wie klaar is blijft zitten tot iemand van de surveillanten het werk heeft opgehaald.",
    ),
)
ALONE = replace(CLOCK, exams=(replace(REKENEN, others=()),))
FOUR = ClockScreen(
    "10:11",
    "D1.03",
    (
        replace(REKENEN, others=()),
        replace(REKENEN, name="Nederlands lezen en luisteren 3F", end="11:30", left="nog 79 min"),
        replace(REKENEN, name="Engels B1", end="10:00", left="voorbij", others=("10:30",)),
        replace(REKENEN, name="Duits A2", end="12:00", left="nog niet gestart", others=()),
    ),
    ("Telefoons blijven in de kluis.",),
)
