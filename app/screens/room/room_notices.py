"""What stands over the list: a calamity, differences, the clock, supervision, a new plan."""

from dataclasses import replace
from datetime import timedelta

from app.models.clocks import is_off, last_jump
from app.models.words import clock_jump_text, clock_off_text
from app.screens.room.calamity_ui import open_calamity
from app.screens.room.intents import Act
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.record_notices import READ, record_notices
from app.screens.room.room_content import RoomContent
from app.screens.room.room_differences import differing
from app.screens.room.room_messages import message_notices, question_notices
from app.screens.room.room_rows import MANY_ROWS
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.staff_form import ratio_notice
from app.screens.room.today_changes import room_changes
from app.screens.room.wording import Notice, ScreenAction, Tone


def notices_of(content: RoomContent, ui: RoomUi, status: LaptopStatus) -> tuple[Notice, ...]:
    """Return the notices over the list."""
    clocks = [title for title in _clock_titles(content, status) if title not in ui.read]
    found = [*_differences(content, ui), *(_clock(title) for title in clocks)]
    records = record_notices(content.papers, ui.read, with_key=not clocks)
    found += records
    if ui.notice is not None and content.people.get(ui.selected) is None:
        found.insert(0, ui.notice)
    ratio = ratio_notice(content.papers, ui.now) if len(content.people) <= MANY_ROWS else None
    if ratio is not None:  # a hall tells it in the column of blocks
        found.append(replace(ratio, title=f"{ratio.title}."))
    messages = message_notices(content.papers, ui.people, with_key=not (clocks or records))
    is_free = not (clocks or records or messages)
    changes = room_changes(content.papers, ui.people, with_key=is_free)
    asked = question_notices(content.papers)
    return (*_calamity(content), *messages, *asked, *found, *changes)


def _calamity(content: RoomContent) -> tuple[Notice, ...]:
    """A calamity stays there as long as there is something to do in it."""
    key = open_calamity(content.papers)
    for paper in content.papers:
        calamity = paper.part.calamity(key)
        if calamity is not None:
            title = f"{calamity.title}, sinds {paper.clock(calamity.since, seconds=True)}."
            text = "De route wacht op je: F9 gaat terug."
            return (Notice(Tone.DANGER, title, text, icon="siren"),)
    return ()


def _differences(content: RoomContent, ui: RoomUi) -> list[Notice]:
    """How many differences wait; nothing while one of them is being looked at."""
    papers, people = differing(content)
    count = sum(len(paper.part.differences) for paper in papers)
    count += sum(len(content.people[who].enrolment.differences) for who in people)
    looks = ui.selected in people or ui.mode is Mode.SESSION_DIFFERENCE
    if not count or looks:
        return []
    title = "1 verschil om te bekijken." if count == 1 else f"{count} verschillen om te bekijken."
    action = ScreenAction(Act.DIFFERENCES, "Bekijken", keys="Alt V")
    return [Notice(Tone.WARNING, title, "Allebei blijven bewaard.", (action,))]


def _clock_titles(content: RoomContent, status: LaptopStatus) -> list[str]:
    """One sentence per thing that is off; a later jump is a sentence of its own."""
    titles = []
    if is_off(status.clock_offset_ms):
        behind = timedelta(milliseconds=status.clock_offset_ms or 0)
        titles.append(f"De klok van deze laptop loopt {clock_off_text(behind)}.")
    paper = content.papers[0]
    jump = last_jump(paper.part, status.device)
    if jump is not None:
        at, by = jump
        told = f"sprong om {paper.clock(at)} {clock_jump_text(by)}"
        titles.append(f"De klok van deze laptop {told}.")
    return titles


def _clock(title: str) -> Notice:
    action = ScreenAction(f"{READ}{title}", "Begrepen", keys="Alt G")
    return Notice(Tone.NOTE, title, "Beide tijden worden bewaard.", (action,), icon="timer")
