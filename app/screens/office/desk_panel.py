"""The panel of one person at the desk: what is asked now, filled in as far as it is known."""

from app.models.desk import DeskRow, DeskState
from app.models.office_day import OfficeDay
from app.models.words import clock_text, staff_name
from app.screens.office.desk_ui import DeskField, DeskForm, DeskPanel, DeskUi
from app.screens.room.wording import ScreenAction


def initials(name: str) -> str:
    """Return the initials of a name as written on a list: "SL"."""
    return "".join(word[0].upper() for word in staff_name(name).split() if word[:1].isalpha())[:3]


def panel_of(day: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskPanel:
    """Return what is asked of whom, by how far it is."""
    make = {
        DeskState.EXPECTED: _receive,
        DeskState.RECEIVED: _issue,
        DeskState.OUT: _return,
        DeskState.BACK: _done,
    }[row.state]
    return make(day, row, ui)


def _subtitle(row: DeskRow, ui: DeskUi) -> str:
    out = ""
    if row.issued is not None:
        out = f"uit {clock_text(row.issued[0].observed, ui.zone)}"
    return " · ".join(each for each in (row.label, row.exam, out) if each)


def _receive(_: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskPanel:
    fields = (
        DeskField("identity", "ID gezien", "", is_tick=True, detail="paspoort, ID, rijbewijs"),
    )
    return DeskPanel(
        row.key,
        staff_name(row.name),
        _subtitle(row, ui),
        f"Gekomen, {clock_text(ui.now, ui.zone)}",
        DeskForm.RECEIVE,
        fields,
        ScreenAction("receive", "Gekomen", "Ctrl Enter"),
    )


def _issue(_: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskPanel:
    has_identity = row.received is not None and row.received[1].is_identity_seen
    fields = [
        DeskField("folder", "Map", "1", is_tick=True),
        DeskField("card", "Dagcodekaart, nummer"),
        DeskField("laptop", "Laptop"),
        DeskField("envelope", "Envelop"),
        DeskField("seal", "Zegel"),
        DeskField("pieces", "Stuks in de envelop"),
    ]
    if not row.room:
        fields.insert(0, DeskField("room", "Zaal"))
    if not has_identity:
        fields.insert(0, DeskField("identity", "ID nu wel gezien", "", is_tick=True))
    return DeskPanel(
        row.key,
        staff_name(row.name),
        _subtitle(row, ui),
        f"Uitgifte, {clock_text(ui.now, ui.zone)}",
        DeskForm.ISSUE,
        tuple(fields),
        ScreenAction("issue", "Uitgeven", "Ctrl Enter"),
    )


def _return(day: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskPanel:
    issued = row.issued[1] if row.issued is not None else None
    fields = []
    if issued is not None and issued.has_folder:
        fields.append(DeskField("folder", "Map", "", is_tick=True, detail="compleet"))
    if issued is not None and issued.card is not None:
        detail = "vernietigd, 2 personen"
        fields.append(DeskField("card", "Dagcodekaart", "", is_tick=True, detail=detail))
    if issued is not None and issued.laptop is not None:
        detail = _laptop_detail(day, issued.laptop, ui)
        told = f"Laptop {issued.laptop}"
        fields.append(DeskField("laptop", told, "", is_tick=True, detail=detail))
    if issued is not None and issued.envelope is not None:
        seal = f", zegel {issued.seal} heel" if issued.seal else ""
        told = f"Envelop {issued.envelope}{seal}"
        fields.append(DeskField("seal", told, "", is_tick=True))
        made = "" if row.made is None else str(row.made)
        fields += [DeskField("made", "gemaakt", made), DeskField("unused", "ongebruikt")]
    fields += [
        DeskField("bags", "Zakjes"),
        DeskField("desk", "paraaf balie", initials(day.me.name)),
        DeskField("staff", "paraaf surveillant", initials(row.name)),
    ]
    return DeskPanel(
        row.key,
        staff_name(row.name),
        _subtitle(row, ui),
        f"Terug, {clock_text(ui.now, ui.zone)}",
        DeskForm.RETURN,
        tuple(fields),
        ScreenAction("return", "Alles terug", "Ctrl Enter"),
        pieces=None if issued is None else issued.pieces,
        made=row.made,
    )


def _laptop_detail(day: OfficeDay, name: str, ui: DeskUi) -> str:
    """Return what is known of the laptop that comes back: what exists only there stays there."""
    contact = next((each for each in day.contacts if each.name == name), None)
    if contact is None or contact.at is None:
        return "nog geen contact"
    if contact.heartbeat is not None and contact.heartbeat.waiting:
        return f"{contact.heartbeat.waiting} wachten nog: houd hem aan"
    return f"centraal t/m {clock_text(contact.at, ui.zone)}"


def _done(_: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskPanel:
    told: list[tuple[str, str]] = []
    if row.returned is not None:
        act = row.returned[1]
        told = [
            ("Map", "compleet" if act.is_folder_complete else "niet compleet"),
            ("Dagcodekaart", "vernietigd" if act.is_card_destroyed else "niet terug"),
            ("Laptop", act.laptop or "–"),
            ("Gemaakt", "–" if act.made is None else str(act.made)),
            ("Ongebruikt", "–" if act.unused is None else str(act.unused)),
            ("Zakjes", act.bags or "–"),
            ("Parafen", f"{act.initials_desk} en {act.initials_staff}"),
        ]
        if act.remark:
            told.append(("Opmerking", act.remark))
    at = "" if row.returned is None else clock_text(row.returned[0].observed, ui.zone)
    return DeskPanel(
        row.key,
        staff_name(row.name),
        _subtitle(row, ui),
        f"Alles terug, {at}",
        DeskForm.DONE,
        (),
        None,
        tuple(told),
    )
