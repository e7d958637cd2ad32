"""The desk of the mockup's day at 11:31 (16), as its screen would say it."""

from app.models.values import DayPart
from app.screens.office.board_ui import Figure
from app.screens.office.desk_ui import DeskField, DeskForm, DeskLine, DeskPanel, DeskScreen
from app.screens.room.wording import ScreenAction, Tone

GOOD, WARN, MUTED = Tone.GOOD, Tone.WARNING, Tone.MUTED
LINES = (
    DeskLine("1", "Rina Vos", "B1.14", "08:05 SL", "08:05 SL", "EX-07", "E-0417", "30",
             "25 ingeleverd in de zaal", WARN, is_here=True),
    DeskLine("2", "Mehmet Bakır", "B1.14", "08:06 SL", "08:06 SL", "–", "–", "", "10:52 SL", GOOD),
    DeskLine("3", "Fatma Aksoy", "B1.16", "08:09 SL", "08:09 SL", "EX-08", "E-0418", "30",
             "11:20 SL · 27 + 3 = 30", GOOD),
    DeskLine("4", "Daan Prins", "B1.18", "08:11 SL", "08:11 SL", "EX-09", "E-0419", "27",
             "11:12 SL · 23 + 4 = 27", GOOD),
    DeskLine("5", "Petra Smeets", "A0.02", "08:38 SL", "08:38 SL", "EX-02", "E-0421", "20",
             "14 ingeleverd in de zaal", WARN),
    DeskLine("6", "Jolanda Kuiper", "C2.08", "09:40 SL", "09:40 SL", "EX-11", "E-0425", "24",
             "nog bezig", MUTED),
    DeskLine("7", "Hans Postma", "C2.10", "", "", "–", "–", "", "", MUTED),
)  # fmt: skip
DESK = DeskScreen(
    title="Balie",
    location="Kanaalstraat",
    day_part=DayPart.MORNING,
    figures=(
        Figure("6 van 7", "surveillanten gekomen", "ID gezien bij alle 6"),
        Figure("3", "laptops uit", "2 terug"),
        Figure("131", "stuks examenwerk uit", "57 terug"),
        Figure("6", "dagcodes uit", "3 kaarten terug"),
    ),
    lines=LINES,
    selected="1",
    empty="",
    note=(
        "SL = S. Lieverse. Een dagcode gaat alleen over de balie als het ID gezien is. Dit is de "
        "lijst waar het verslag naar verwijst bij ‘dagcode uitgereikt’."
    ),
    query="",
    panel=DeskPanel(
        "1",
        "Rina Vos",
        "B1.14 · Rekenen niveau 4 · uit 08:05",
        "Terug, 11:31",
        DeskForm.RETURN,
        (
            DeskField("folder", "Map", "1", is_tick=True, detail="compleet"),
            DeskField("card", "Dagcodekaart", "1", is_tick=True, detail="vernietigd, 2 personen"),
            DeskField("laptop", "Laptop EX-07", "1", is_tick=True, detail="centraal t/m 11:30"),
            DeskField("seal", "Envelop E-0417, zegel Z-2291 heel", "", is_tick=True),
            DeskField("made", "gemaakt", "25"),
            DeskField("unused", "ongebruikt", "5"),
            DeskField("bags", "Zakjes", "zakje 3: terug 11:13"),
            DeskField("desk", "paraaf balie", "SL"),
            DeskField("staff", "paraaf surveillant", "RV"),
        ),
        ScreenAction("return", "Alles terug", "Ctrl Enter"),
        pieces=30,
        made=25,
    ),
    foot=("11:20", "Fatma Aksoy: terug, 30 van 30"),
    can_undo=True,
    locations=("Kanaalstraat", "Havenstraat"),
)
