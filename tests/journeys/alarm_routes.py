"""Somebody who walks any calamity route to its end: each kind of step has its own keys."""

from app.models.calamities import CalamityRoute, Group, RouteStep, StepKind
from app.models.values import Workability
from tests.desktop.alarm import Alarm
from tests.desktop.shift import ALT, CTRL, Key


def press_and_name(alarm: Alarm, route: CalamityRoute) -> None:
    """Press F9, turn to the second page where the route stands there, and press its digit."""
    alarm.act(Key.Key_F9)
    if route.group is Group.MORE:
        alarm.stand.press(Key.Key_9)
    alarm.wait(seconds=3)
    alarm.act(Key(Key.Key_0 + route.digit))


def nobody_can_work_on(alarm: Alarm, route: CalamityRoute) -> None:
    """Answer the one question; a route that stops everybody has none."""
    if not route.stops_all:
        assert alarm.title == "Kunnen kandidaten doorwerken?"
        alarm.act(Key.Key_3)
    assert alarm.calamity.workable is Workability.NONE


def take(alarm: Alarm, step: RouteStep) -> None:
    """Do what a step asks."""
    if step.kind is not StepKind.TIME_BACK:  # that one is called by the minutes it gives
        assert alarm.title == step.title
    if step.kind is StepKind.DO:
        do(alarm, step)
    elif step.kind is StepKind.CALL:
        assert "iets anders" not in alarm.screen.route.centre.say  # what was typed is said
        alarm.step()
        assert alarm.calamity.call is not None
        alarm.step()
    elif step.kind is StepKind.ROLL_CALL:
        alarm.act(Key.Key_Return, CTRL)
    elif step.kind is StepKind.QUARANTINE:
        alarm.step()
        assert alarm.calamity.quarantine is not None
    elif step.kind is StepKind.RESUME:
        end_take_back_and_resume(alarm)
    else:
        hear_the_time(alarm)


def do(alarm: Alarm, step: RouteStep) -> None:
    if step.asks:
        alarm.stand.until_focus("LineField")
        alarm.stand.type("stoel 4")
    alarm.step()


def end_take_back_and_resume(alarm: Alarm) -> None:
    """Beëindigen by a wrong key, taken back at once, and then hervatten by a name."""
    alarm.decide()
    alarm.step(Key.Key_E, ALT)
    part = alarm.stand.paper().part
    assert part.ended_at is not None
    alarm.act(Key.Key_Z, CTRL)
    part = alarm.stand.paper().part
    assert part.ended_at is None
    assert part.interruptions[-1].until is None
    alarm.decide()
    alarm.step()
    assert alarm.stand.paper().part.interruptions[-1].until is not None


def hear_the_time(alarm: Alarm) -> None:
    """Time back is heard from a name, read back aloud, and then noted."""
    stand = alarm.stand
    stand.until_focus("LineField")
    stand.tab_to(lambda widget: widget.accessibleName() == "Wie beslist")
    stand.type("S. Lier")
    stand.tab_to(lambda widget: type(widget).__name__ == "Tick")
    stand.press(Key.Key_Space)
    alarm.step()
