"""A message of the office stays in the room until somebody there read it, by name."""

from app.models import check_commands as c
from app.models.messages import receipts_of
from app.models.office_commands import SendMessage
from app.models.paper import Paper, paper_of
from app.models.questions import open_questions
from app.screens.room.room_messages import (
    MESSAGE_READ,
    message_notices,
    question_notices,
    read_command,
    unread,
)
from app.screens.room.wording import Tone
from tests.builders import MINUTE, SESSION, START, Play, a_session
from tests.models.test_hotline import Office

AT = START + 20 * MINUTE
TEXT = "Gang B1 krijgt om 10:30 nieuw netwerk."


def papers(play: Play) -> list[Paper]:
    found = paper_of(play.session, play.room)
    assert found is not None
    return [found]


def sent(*, is_urgent: bool = False) -> Play:
    play = a_session(2, arrived=True)
    Office(play).do(SendMessage((play.room,), TEXT, is_urgent), AT)
    return play


def test_a_message_is_shown_with_a_button_for_each_name() -> None:
    (notice,) = message_notices(papers(sent()), ("Vos, Rina", "M. Bakır"), with_key=True)
    assert (notice.title, notice.text, notice.tone) == (
        "Bericht van het examenbureau, 09:20:",
        TEXT,
        Tone.NOTE,
    )
    assert [(each.text, each.keys) for each in notice.actions] == [
        ("Gelezen door Rina Vos", "Alt G"),
        ("Gelezen door M. Bakır", ""),
    ]


def test_an_urgent_one_stands_out() -> None:
    (notice,) = message_notices(papers(sent(is_urgent=True)), ("M. Vos",), with_key=False)
    assert notice.tone is Tone.DANGER


def test_reading_it_tells_the_office_who_and_when_and_takes_it_away() -> None:
    play = sent()
    (message,) = unread(papers(play))
    command = read_command(papers(play), f"{MESSAGE_READ}{message.key}|Rina Vos")
    assert command is not None
    play.do(command, AT + MINUTE)
    assert unread(papers(play)) == ()
    told = receipts_of(message.key, [play.session])[play.room]
    assert (told.read_by, told.read_at) == ("Rina Vos", AT + MINUTE)


def test_another_action_or_nobody_reads_nothing() -> None:
    play = sent()
    (message,) = unread(papers(play))
    assert read_command(papers(play), f"{MESSAGE_READ}{message.key}|") is None
    assert read_command(papers(play), "plan-seen|s1|Vos") is None


def test_a_question_is_shown_until_it_was_answered_by_telephone() -> None:
    play = a_session(2, arrived=True)
    office = Office(play)
    office.do(c.AskQuestion(SESSION, play.room, "Hoe laat?"), AT)
    (notice,) = question_notices(papers(play))
    assert notice.title == "Vraag van het examenbureau, 09:20:"
    assert notice.text.startswith("Hoe laat?")
    (question,) = open_questions(papers(play)[0].part)
    office.do(c.AnswerQuestion(SESSION, play.room, question.key, "10:05", "M. Vos"), AT)
    assert question_notices(papers(play)) == ()
