"""The forms of Vandaag (02): a packet, who was asked about a Go, who read the changes."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from app.models import preparing_commands as c
from app.models.commands import Command
from app.models.paper import Paper, spoken_name
from app.models.preparing import Packet, packets_of
from app.models.release import releases_of
from app.models.words import staff_name
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.panel import FormButton, FormField, Prompt
from app.screens.room.staff_form import StaffAsk, staff_answer, staff_prompt
from app.screens.room.today_changes import shown_changes, text_of
from app.screens.room.wording import line

ALL: Final = "*"
GO: Final = (("yes", "Wel Go"), ("no", "Geen Go"))


@dataclass(frozen=True, slots=True)
class TodayAsk:
    """Which form is open, and how far it is."""

    kind: str = ""
    form: int = 0
    who: str = ""
    error: str = ""
    staff: StaffAsk = field(default_factory=StaffAsk)


CLOSED: Final = TodayAsk()


@dataclass(frozen=True, slots=True)
class TodayAnswer:
    """What an answer leads to: the form of now, and perhaps a command; `signs`: who leaves."""

    ask: TodayAsk
    command: Command | None = None
    signs: bool = False


def opened(ask: TodayAsk, kind: str) -> TodayAsk:
    """Return a fresh form of a kind."""
    number = ask.form + 1
    return TodayAsk(kind, number, staff=StaffAsk(number))


def prompt_of(
    paper: Paper, papers: tuple[Paper, ...], ask: TodayAsk, names: tuple[str, ...], now: datetime
) -> Prompt | None:
    """Return the question that is open; None when there is no form."""
    if ask.kind == "staff":
        return staff_prompt(papers, ask.staff, now)
    if ask.kind == "release":
        return _release_prompt(paper, ask)
    if ask.kind == "changes":
        return _changes_prompt(paper, ask, names)
    if ask.kind == "packet":
        waiting = waiting_packet(paper)
        return _receiving(ask) if waiting is None else _opening(paper, waiting, ask, names, now)
    return None


def answer_of(
    paper: Paper,
    papers: tuple[Paper, ...],
    ask: TodayAsk,
    given: tuple[str, dict[str, str]],
    now: datetime,
) -> TodayAnswer:
    """Return what an answer, (choice, texts), leads to."""
    choice, texts = given
    if ask.kind == "staff":
        told = staff_answer(papers, ask.staff, choice, texts, now)
        if told.ask is not None:
            return TodayAnswer(replace(ask, staff=told.ask))
        return TodayAnswer(CLOSED, told.command, told.signs)
    try:
        return _answered(paper, ask, choice, texts, now)
    except FixRefused as problem:
        return TodayAnswer(replace(ask, error=str(problem)))


def _answered(
    paper: Paper, ask: TodayAsk, choice: str, texts: dict[str, str], now: datetime
) -> TodayAnswer:
    closed = TodayAsk(form=ask.form)
    if ask.kind == "changes":
        leaves = tuple(change.leaf for change in shown_changes(paper))
        return TodayAnswer(closed, c.SeePlan(paper.session.id, choice, leaves))
    if ask.kind == "release":
        if not ask.who and len(releases_of(paper).held) > 1:
            return TodayAnswer(replace(ask, who=choice, error=""))
        return TodayAnswer(closed, _asked(paper, ask, choice, texts))
    waiting = waiting_packet(paper)
    if waiting is None:
        return TodayAnswer(closed, _received(paper, choice, texts))
    return TodayAnswer(closed, _opened(paper, waiting, choice, texts, now))


# ---------------------------------------------------------------- packets


def waiting_packet(paper: Paper) -> Packet | None:
    """Return the packet that came and is not opened yet."""
    return next((each for each in packets_of(paper.part) if each.opened is None), None)


def _receiving(ask: TodayAsk) -> Prompt:
    return Prompt(
        prompt=f"receive|{ask.form}",
        title="Examenwerk ontvangen",
        text=line("Kijk naar de verzegeling en tel wat er op het pakket staat."),
        button=FormButton("Vastleggen", keys="Enter"),
        choices=(("intact", "Verzegeling heel"), ("broken", "Verzegeling niet heel")),
        chosen="intact",
        fields=(
            FormField("packet", "Envelop of pakket", "", "E-0417"),
            FormField("counted", "Aantal", "", "30"),
            FormField("remark", "Opmerking (mag leeg)", "", "hoek ingescheurd"),
        ),
        error=ask.error,
    )


def _opening(
    paper: Paper, packet: Packet, ask: TodayAsk, names: tuple[str, ...], now: datetime
) -> Prompt:
    first = staff_name(names[0]) if names else ""
    second = staff_name(names[1]) if len(names) > 1 else ""
    return Prompt(
        prompt=f"open|{ask.form}",
        title=f"Examenwerk {packet.packet} openen",
        text=line("Open een pakket met z’n tweeën en tel wat erin zit."),
        button=FormButton("Vastleggen", keys="Enter"),
        choices=(("right", "Het juiste examen"), ("wrong", "Verkeerd pakket, weer gesloten")),
        chosen="right",
        fields=(
            FormField("opened_by", "Geopend door", first, "R. Vos"),
            FormField("witness", "Getuige", second, "wie stond erbij?"),
            FormField("used", "Voor kandidaten", "", "25"),
            FormField("spare", "Reserve", "", "5"),
            FormField("time", "Geopend om (leeg is nu)", "", paper.clock(now)),
            FormField("remark", "Opmerking (mag leeg)", "", ""),
        ),
        error=ask.error,
    )


def _received(paper: Paper, choice: str, texts: dict[str, str]) -> Command:
    return c.ReceivePacket(
        paper.session.id,
        _needed(texts, "packet", "Typ wat er op het pakket staat."),
        choice != "broken",
        _count(texts, "counted"),
        texts.get("remark", "").strip() or None,
    )


def _opened(
    paper: Paper, packet: Packet, choice: str, texts: dict[str, str], now: datetime
) -> Command:
    typed = texts.get("time", "").strip()
    return c.OpenPacket(
        session=paper.session.id,
        packet=packet.packet,
        opened_by=_needed(texts, "opened_by", "Typ wie het pakket opende."),
        witness=texts.get("witness", "").strip() or None,
        used=_count(texts, "used"),
        spare=_count(texts, "spare"),
        is_wrong=choice == "wrong",
        remark=texts.get("remark", "").strip() or None,
        seen_at=typed_time(paper, typed, now) if typed else None,
    )


def _needed(texts: dict[str, str], name: str, otherwise: str) -> str:
    text = texts.get(name, "").strip()
    if not text:
        raise FixRefused(otherwise)
    return text


def _count(texts: dict[str, str], name: str) -> int | None:
    """Return a count; an empty line stays unknown, never zero."""
    text = texts.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise FixRefused("Typ een aantal in cijfers.")
    return int(text)


# ---------------------------------------------------------------- Go and changes


def _release_prompt(paper: Paper, ask: TodayAsk) -> Prompt | None:
    held = releases_of(paper).held
    if not held:
        return None
    if not ask.who and len(held) > 1:
        choices = [(each.candidate, _about(each.seat, spoken_name(each))) for each in held]
        choices.append((ALL, f"Alle {len(held)}"))
        return Prompt(
            prompt=f"release|{ask.form}",
            title="Zonder Go",
            text=line("Over wie gaat de vraag?"),
            button=FormButton("Verder", keys="Enter"),
            choices=tuple(choices),
            chosen=choices[0][0],
            error=ask.error,
        )
    who = [each for each in held if ask.who in ("", ALL, each.candidate)]
    names = "Alle kandidaten zonder Go" if len(who) > 1 else spoken_name(who[0]) if who else ""
    return Prompt(
        prompt=f"release|{ask.form}|{ask.who}",
        title=f"{names}: Go gevraagd",
        text=line("De zaal houdt niemand tegen. Wie zonder Go gaat zitten, is een open besluit."),
        button=FormButton("Vastleggen", keys="Enter"),
        choices=GO,
        chosen="no",
        fields=(
            FormField("asked", "Aan wie gevraagd", "", "team Zorg, J. Peters"),
            FormField("answer", "Antwoord (mag leeg)", "", "stage niet af"),
        ),
        error=ask.error,
    )


def _about(seat: str | None, name: str) -> str:
    return f"{seat} {name}" if seat else name


def _asked(paper: Paper, ask: TodayAsk, choice: str, texts: dict[str, str]) -> Command:
    held = releases_of(paper).held
    who = tuple(each.candidate for each in held if ask.who in ("", ALL, each.candidate))
    asked = _needed(texts, "asked", "Typ aan wie je het vroeg.")
    answer = texts.get("answer", "").strip() or None
    return c.AskRelease(paper.session.id, who, asked, choice == "yes", answer)


def _changes_prompt(paper: Paper, ask: TodayAsk, names: tuple[str, ...]) -> Prompt | None:
    """Who read it, where two people share the laptop: an acknowledgement has one name."""
    changes = shown_changes(paper)
    if not changes:
        return None
    texts = dict.fromkeys(text_of(paper, change) for change in changes)
    choices = tuple((staff_name(name), staff_name(name)) for name in names)
    return Prompt(
        prompt=f"changes|{ask.form}",
        title="Wie las dit?",
        text=line(" ".join(texts).replace("*", "")),
        button=FormButton("Gezien", keys="Enter"),
        choices=choices,
        chosen=choices[0][0] if choices else "",
        error=ask.error,
    )
