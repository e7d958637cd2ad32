"""The laptops of an exam day as their page shows them, silent ones and the longest words first."""

from app.screens.office.board_ui import Figure
from app.screens.office.laptops import LaptopRow, LaptopsScreen
from app.screens.room.wording import Tone

LAPTOPS = LaptopsScreen(
    figures=(
        Figure("12", "laptops", "11 aan het werk"),
        Figure("2", "stil", "langer dan anderhalve minuut"),
        Figure("20", "alleen op een laptop", "handelingen"),
    ),
    rows=(
        LaptopRow("EX-07", "B1.14", "10:11", "14", "79%", "gelijk", "cloud-off", Tone.WARNING),
        LaptopRow(
            "BUREAU-RESERVE-21", "Sporthal Oost", "8-6 09:58", "6", "18%",
            "3 min 20 s achter", "cloud-off", Tone.WARNING,
        ),
        LaptopRow("EX-08", "B1.16", "10:19", "–", "82%", "gelijk", "circle-check", Tone.GOOD),
        LaptopRow("EX-09", "–", "10:19", "–", "–", "–", "circle-check", Tone.GOOD),
    ),
    empty="",
    note="Een stille laptop werkt gewoon door; wat hij vastlegt komt zodra er weer contact is.",
)  # fmt: skip
