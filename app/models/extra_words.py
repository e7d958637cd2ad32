"""Extra time in a word, as badge, list and calamity say it: "+25%" or "+30 min"."""

from app.models.extra_time import ExtraTime, extra_time_of
from app.models.paper import Paper


def extra_word(extra: ExtraTime) -> str:
    """Return extra time in a word: the part of the duration where that is what was granted."""
    if extra.is_unlimited:
        return "onbeperkt"
    ground = extra.ground
    if ground is not None and ground.percent is not None and extra.own_min == extra.applied_min:
        return f"+{ground.percent}%"
    return f"+{extra.applied_min} min" if extra.applied_min else ""


def extra_kinds(paper: Paper) -> dict[int, str]:
    """Return the minutes of extra time that were planned in a part, each with its word."""
    found: dict[int, str] = {}
    for each in paper.enrolments():
        minutes = 0 if each.plan is None else each.plan.extra_time_min or 0
        if minutes and minutes not in found:
            extra = extra_time_of(each, paper.session.rules, paper.schedule.duration)
            found[minutes] = extra_word(extra).removeprefix("+")
    return dict(sorted(found.items()))
