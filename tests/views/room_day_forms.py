"""The forms and questions of the room as RoomScreens."""

from dataclasses import replace

from app.screens.room.panel import (
    DifferencePanel,
    DifferenceValue,
    FormButton,
    FormField,
    IrregularityForm,
    Prompt,
)
from app.screens.room.room import (
    FooterScreen,
    Hint,
    ListScreen,
    RoomScreen,
)
from app.screens.room.wording import Notice, Tone, line
from tests.views.room_day import (
    PEOPLE,
    S,
    person,
    rows_at_1011,
    screen_03b,
)
from tests.views.room_day_start import OTHER_TIME

KINDS = (
    ("cheating", "Spiekbriefje of meekijken gezien"),
    ("disturbance", "Verstoring"),
    ("unwell", "Onwel"),
    ("device", "Telefoon of hulpmiddel"),
    ("refused", "Werk geweigerd"),
    ("other", "Anders"),
)


def screen_f7() -> RoomScreen:
    form = IrregularityForm(
        "form-1",
        KINDS,
        FormField("seen", "Gezien om", "10:10"),
        FormField("spoken", "Aangesproken om", "10:11"),
        FormField("witness", "Wie zag het nog?", "niemand"),
        FormField(
            "saw",
            "Wat zag je?",
            "Telefoon lag zichtbaar op tafel, scherm uit. Kandidaat werkt door.",
        ),
        FormField("said", "Wat zei de kandidaat?", "‘Vergeten in mijn tas te doen.’"),
        FormField("taken", "Ingenomen", "telefoon"),
        FormField("bag", "", "3"),
        line("*Melden aan de examencommissie* (vermoeden van onregelmatigheid)"),
        FormButton("Vastleggen", "de examencommissie besluit"),
        person(PEOPLE["Demir"], "MBO Verpleegkundige", "2007"),
        chosen="device",
    )
    shown = screen_03b()
    return replace(
        shown,
        panel=form,
        listing=ListScreen(rows_at_1011(), "Demir"),
        footer=FooterScreen(
            "10:10",
            "Tijd vastgezet voor bijzonderheid bij Yusuf Demir",
            icon="triangle-alert",
            icon_tone=Tone.WARNING,
            can_undo=True,
            hints=(OTHER_TIME, Hint("Terug naar de lijst", "Esc")),
        ),
    )


def screen_difference() -> RoomScreen:
    shown = screen_03b()
    panel = DifferencePanel(
        "difference-1",
        person(PEOPLE["Graaf"], "ICT-beheerder", "2007"),
        Notice(
            Tone.WARNING,
            "1 verschil om te bekijken.",
            "Twee laptops zeggen iets anders over Milan de Graaf. Allebei blijven bewaard.",
        ),
        "Wat heb je gezien?",
        (
            DifferenceValue("Afwezig", "09:34", "EX-07, R. Vos", S.ABSENT),
            DifferenceValue("Te laat", "09:28", "EX-11, T. de Wit", S.LATE),
        ),
        0,
        "Houd ‘afwezig’",
        "Het andere blijft in het dossier staan, met tijd en naam.",
        "Verschil 1 van 1",
    )
    return replace(shown, panel=panel, listing=ListScreen(rows_at_1011(), "Graaf"))


def screen_prompt() -> RoomScreen:
    prompt = Prompt(
        "away-1",
        "Even weg",
        line("Met wie en waarheen? Enter legt *10:08* vast."),
        FormButton("Vastleggen", keys="Enter"),
        (("toilet", "1 Toilet"), ("unwell", "2 Onwel"), ("other", "3 Anders")),
        "toilet",
        (FormField("escort", "Wie loopt mee?", "M. Bakır"),),
        person(PEOPLE["El Amrani"], "Doktersassistent", "2006"),
    )
    return replace(screen_03b(), panel=prompt)
