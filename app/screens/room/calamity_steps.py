"""From an intent to the next state of the page, and what has to be recorded: pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from app.models import calamity_commands as k
from app.models import commands as c
from app.models.calamities import CalamityRoute, Group, RouteStep, StepKind
from app.models.values import DecisionChannel, DecisionOutcome, Workability
from app.models.words import minutes_text
from app.screens.room import calamity_intents as i
from app.screens.room.calamity_centre import number_of, reason_for
from app.screens.room.calamity_deciding import typed_minutes
from app.screens.room.calamity_people import REASONS, compensated
from app.screens.room.calamity_side import minutes_back
from app.screens.room.calamity_ui import CalamityUi, Seen
from app.screens.room.unlock_screen import PackageStatus

NO_DECISION: Final = "Nog geen besluit over de tijd"
LATER: Final = "Niemand bereikt, later opnieuw"
NOT_APART: Final = "Quarantaine niet gelukt"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a step of the page reads: the routes, the calamity where it is known, the room."""

    routes: tuple[CalamityRoute, ...]
    seen: Seen | None
    package: PackageStatus


@dataclass(frozen=True, slots=True)
class Taken:
    """What follows: the next state, what to record in this order, and where to go."""

    ui: CalamityUi
    commands: tuple[c.Command, ...] = ()
    goes: str = ""


def take(ground: Ground, ui: CalamityUi, intent: Any) -> Taken:
    """Return what follows from an intent at the moment of `ui.now`."""
    rule = _RULES.get(type(intent))
    if rule is None:
        return Taken(ui)
    return rule(ground, replace(ui, error="", announcement=""), intent)


def done(ui: CalamityUi) -> CalamityUi:
    """Return the state after a step: Enter rests, the fields of the next one are fresh."""
    return replace(
        ui,
        acted_at=ui.now,
        texts={},
        picked=frozenset(),
        picking=False,
        adjusting=False,
        asking=False,
        read_back_at=None,
        form=ui.form + 1,
    )


def _chosen(ground: Ground, ui: CalamityUi, intent: i.ChoiceMade) -> Taken:
    seen = ground.seen
    if seen is not None and seen.calamity.name is not None:
        return _answered(ui, intent.name)
    if intent.name == "more":
        return Taken(replace(ui, page=Group.MORE, chosen=""))
    route = next((each for each in ground.routes if each.id == intent.name), None)
    if route is None or not ui.key:
        return Taken(replace(ui, chosen=intent.name))
    name = k.NameCalamity(ui.key, route.id, route.title, None, route.stops_all)
    return Taken(done(replace(ui, chosen=route.id)), (name,))


def _answered(ui: CalamityUi, answer: str) -> Taken:
    if answer == "some":
        return Taken(replace(ui, picking=True, asking=False, picked=frozenset(), form=ui.form + 1))
    if answer not in ("all", "none"):
        return Taken(ui)
    return Taken(done(ui), (k.AnswerWorkability(ui.key, Workability(answer)),))


def _enter(ground: Ground, ui: CalamityUi, _intent: i.EnterGiven) -> Taken:
    """Enter is the main button; it rests after each step and does nothing at the question."""
    seen = ground.seen
    if ui.is_resting:
        return Taken(replace(ui, announcement="Even wachten: Enter telt na 3 seconden."))
    if seen is None or seen.calamity.name is None:
        return _chosen(ground, ui, i.ChoiceMade(ui.chosen)) if ui.chosen else Taken(ui)
    if ui.picking or ui.adjusting or ui.asking or seen.calamity.workable is None:
        return Taken(ui)
    step = seen.step
    return _press(ground, ui, "close" if step is None else _main_of(seen, step))


def _main_of(seen: Seen, step: RouteStep) -> str:
    call = seen.calamity.call
    in_call = call is not None and call.act.step == step.id
    return {
        StepKind.DO: "next",
        StepKind.CALL: "called" if in_call else "calling",
        StepKind.QUARANTINE: "quarantine",
        StepKind.RESUME: "resume",
        StepKind.TIME_BACK: "time-back",
    }.get(step.kind, "")


def _button(ground: Ground, ui: CalamityUi, intent: i.ButtonPressed) -> Taken:
    return _press(ground, ui, intent.name)


def _press(ground: Ground, ui: CalamityUi, name: str) -> Taken:
    if name == "look":
        return Taken(ui, goes="room")
    if name in ("withdraw", "back"):
        return _escape(ground, ui, i.CalamityEscaped())
    if name == "undo":
        return Taken(replace(ui, acted_at=ui.now, form=ui.form + 1, texts={}), (c.Undo(),))
    rule, seen = _BUTTONS.get(name), ground.seen
    return Taken(ui) if rule is None or seen is None else rule(ground, seen, ui)


def _escape(ground: Ground, ui: CalamityUi, _intent: i.CalamityEscaped) -> Taken:
    """One level back; as long as nothing was answered that withdraws the press."""
    seen = ground.seen
    if ui.picking or ui.adjusting or ui.asking:
        back = replace(ui, picking=False, adjusting=False, asking=False, form=ui.form + 1)
        return Taken(back)
    unnamed = seen is None or seen.calamity.name is None
    if unnamed and ui.page is Group.MORE:
        return Taken(replace(ui, page=Group.FIRST, chosen=""))
    if seen is not None and (unnamed or seen.calamity.workable is None):
        return Taken(done(ui), (k.WithdrawCalamity(ui.key),), goes="room")
    return Taken(ui, goes="room")


# ---------------------------------------------------------------- buttons of the steps


def _next(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    step = seen.step
    if step is None:
        return Taken(ui)
    text = ui.texts.get("text", "").strip() or None
    return Taken(done(ui), (k.TakeRouteStep(ui.key, step.id, step.done or step.title, text),))


def _calling(ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    step = seen.step
    if step is None or step.kind is not StepKind.CALL or seen.calamity.call is not None:
        return Taken(ui)
    number = number_of(step.number, ground.package)
    return Taken(done(ui), (k.StartCall(ui.key, step.id, step.whom, number),))


def _called(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    return Taken(done(ui), (k.EndCall(ui.key, text=ui.texts.get("text", "").strip() or None),))


def _nobody(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    return Taken(done(ui), (k.EndCall(ui.key, nobody_reached=True),))


def _later(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    step = seen.step
    if step is None:
        return Taken(ui)
    title = NOT_APART if step.kind is StepKind.QUARANTINE else LATER
    return Taken(done(ui), (k.TakeRouteStep(ui.key, step.id, title),))


def _counted(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    step = seen.step
    if step is None or step.place is None:
        return Taken(ui)
    return Taken(done(ui), (k.TakeRollCall(ui.key, step.place, tuple(sorted(ui.picked))),))


def _quarantine(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    who = ui.texts.get("who", ui.people[0] if ui.people else "").strip()
    if not who:
        return Taken(replace(ui, error="Typ wie er op let."))
    return Taken(done(ui), (k.StartQuarantine(ui.key, who),))


def _decider(ui: CalamityUi) -> tuple[str, str | None, str | None]:
    texts = {name: text.strip() for name, text in ui.texts.items()}
    return texts.get("who", ""), texts.get("behalf") or None, texts.get("mandate") or None


def _resume(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    return _decide(seen, ui, resumes=True)


def _end(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    return _decide(seen, ui, resumes=False)


def _decide(seen: Seen, ui: CalamityUi, *, resumes: bool) -> Taken:
    who, behalf, mandate = _decider(ui)
    if not who:
        return Taken(replace(ui, error="Typ wie dit besluit."))
    channel = DecisionChannel.PHONE if seen.calamity.calls else DecisionChannel.IN_PERSON
    command = k.DecideResumption(ui.key, resumes, who, behalf, mandate, channel)
    return Taken(done(ui), (command,))


def _time_back(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    who, behalf, mandate = _decider(ui)
    told = typed_minutes(ui.texts.get("minutes", str(minutes_back(seen, ui.now))))
    if told is None:
        return Taken(replace(ui, error="Typ het aantal minuten, bijvoorbeeld 7."))
    if not who:
        return Taken(replace(ui, error="Typ wie dit besluit."))
    if ui.read_back_at is None:
        return Taken(replace(ui, error="Lees het eerst voor en zet dan het vinkje."))
    count = len(compensated(seen))
    people = "1 kandidaat" if count == 1 else f"{count} kandidaten"
    command = k.HearTimeBack(
        ui.key,
        DecisionOutcome.GRANTED if mandate else DecisionOutcome.AWAITED,
        told,
        f"{minutes_text(told)} terug voor {people}",
        who,
        behalf,
        mandate,
        ui.texts.get("until", "einde van deze zitting").strip() or None,
        ui.read_back_at,
    )
    return Taken(done(ui), (command,))


def _no_decision(_ground: Ground, seen: Seen, ui: CalamityUi) -> Taken:
    step = seen.step
    if step is None:
        return Taken(ui)
    return Taken(done(ui), (k.TakeRouteStep(ui.key, step.id, NO_DECISION),))


def _close(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    return Taken(done(ui), (k.CloseCalamity(ui.key),), goes="room")


def _again(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    """The question again: another answer counts from now, and both stay."""
    return Taken(replace(ui, asking=True, form=ui.form + 1))


def _picked(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    if not ui.picked:
        return Taken(replace(ui, error="Wijs eerst iemand aan."))
    who = tuple(sorted(ui.picked))
    return Taken(done(ui), (k.AnswerWorkability(ui.key, Workability.SOME, who),))


def _adjust(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    return Taken(replace(ui, adjusting=True, picking=False, reason="", form=ui.form + 1))


def _adjusted(_ground: Ground, _seen: Seen, ui: CalamityUi) -> Taken:
    return Taken(replace(ui, adjusting=False, form=ui.form + 1))


# ---------------------------------------------------------------- fields and ticks


def _typed(_ground: Ground, ui: CalamityUi, intent: i.TextsTyped) -> Taken:
    return Taken(replace(ui, texts=dict(intent.texts)))


def _read_back(_ground: Ground, ui: CalamityUi, intent: i.ReadBackTicked) -> Taken:
    return Taken(replace(ui, read_back_at=ui.now if intent.ticked else None))


def _reason(_ground: Ground, ui: CalamityUi, intent: i.ReasonChosen) -> Taken:
    return Taken(replace(ui, reason=intent.reason))


def _ticked(ground: Ground, ui: CalamityUi, intent: i.PersonTicked) -> Taken:
    """A tick means another thing on each page: stands still, was counted, gets time back."""
    seen, who = ground.seen, intent.candidate
    if seen is None:
        return Taken(ui)
    if ui.adjusting:
        reason = ui.reason or reason_for(seen, who)
        if not intent.ticked and not reason:
            return Taken(replace(ui, error="Kies eerst waarom er geen tijd terug is."))
        return Taken(ui, _adjustments(seen, reason, who, ticked=intent.ticked))
    is_in = intent.ticked if ui.picking else not intent.ticked
    picked = ui.picked | {who} if is_in else ui.picked - {who}
    return Taken(replace(ui, picked=picked))


def _adjustments(seen: Seen, reason: str, who: str, *, ticked: bool) -> tuple[c.Command, ...]:
    reasons = dict(REASONS)
    commands: list[c.Command] = []
    for paper, interruption in seen.interruptions():
        if who not in paper.session.enrolments:
            continue
        session, leaf = paper.session.id, interruption.leaf
        if ticked and who in interruption.excluded:
            commands.append(k.IncludeInCompensation(session, who, leaf))
        elif not ticked and who not in interruption.excluded:
            told = reasons.get(reason, reason).lower()
            commands.append(c.ExcludeFromCompensation(session, who, leaf, told))
    return tuple(commands)


_BUTTONS: Final[dict[str, Callable[[Ground, Seen, CalamityUi], Taken]]] = {
    "next": _next,
    "calling": _calling,
    "called": _called,
    "nobody": _nobody,
    "later": _later,
    "counted": _counted,
    "quarantine": _quarantine,
    "resume": _resume,
    "end": _end,
    "time-back": _time_back,
    "no-decision": _no_decision,
    "close": _close,
    "again": _again,
    "picked": _picked,
    "change": _adjust,
    "adjusted": _adjusted,
}
_RULES: Final[dict[type, Callable[[Ground, CalamityUi, Any], Taken]]] = {
    i.ChoiceMade: _chosen,
    i.EnterGiven: _enter,
    i.ButtonPressed: _button,
    i.CalamityEscaped: _escape,
    i.TextsTyped: _typed,
    i.PersonTicked: _ticked,
    i.ReasonChosen: _reason,
    i.ReadBackTicked: _read_back,
}
