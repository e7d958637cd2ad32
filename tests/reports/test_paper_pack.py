"""The papers that lie ready before the day: what a pen needs, and no more about anybody."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from app.models.pack import Block, Form, FormColumn, PaperPack, Plot, PlotRow, Sheet, Told
from app.models.paper import Paper, paper_of
from app.models.plan import ExtrasAdded, PersonAssigned
from app.models.report import text_of
from app.models.report_pack import CalamityCard, CardStep, cards_of, pack_name, pack_of
from app.models.rules import ExamKind
from app.models.values import StaffRole
from app.reports.faces import wrap
from app.reports.paper_pack import render_paper_pack
from app.reports.session_report import UnknownRenderVersion
from app.reports.tables import CAPTION
from tests.builders import ROOM, START, a_candidate, a_room, a_session, candidate_id
from tests.reports.made_up import LONG_NAME
from tests.reports.test_session_report import folded, pages_of

PRINTED = START - timedelta(hours=16)
CARDS = (
    CalamityCard(
        "Stroom weg",
        "Licht of stopcontacten vallen uit.",
        "Lokaal {room}, {exam}. Sinds {since} geen stroom.",
        (CardStep("Is het veilig?"), CardStep("Zeg dat iedereen stopt", "Stop met werken.")),
    ),
)


def a_paper(candidates: int = 3, kind: ExamKind = ExamKind.INSTITUTION) -> Paper:
    play = a_session(0, started=False, rules={"id": "x", "title": "Regels", "kind": kind.value})
    play.plan(a_room(hotline="4400", hotline_mobile="06 12 34 56 78"))
    for number in range(1, candidates + 1):
        surname = LONG_NAME if number % 9 == 1 else f"Proef {number}"
        needs = ("TTS", "X-9") if number % 5 == 1 else ()
        extra = 30 if number % 7 == 1 else None
        plan = a_candidate(number, surname=surname, needs=needs, extra_time_min=extra)
        play.plan(plan, candidate_id(number))
        seat = f"{chr(65 + number // 20)}{number % 20 + 1}"
        play.plan(ExtrasAdded("2007-03-14", seat), candidate_id(number))
    play.plan(PersonAssigned("p1", "R. Vos", StaffRole.CHIEF_INVIGILATOR))
    paper = paper_of(play.session, ROOM)
    assert paper is not None
    return paper


def a_pack(candidates: int = 3, kind: ExamKind = ExamKind.INSTITUTION) -> PaperPack:
    return pack_of(a_paper(candidates, kind), CARDS, PRINTED)


def text(sheet: Sheet) -> str:
    return "".join(pages_of(render_paper_pack(replace(a_pack(), sheets=(sheet,)))))


@pytest.mark.parametrize("candidates", [1, 28, 240])
@pytest.mark.parametrize("kind", list(ExamKind))
def test_the_same_plan_gives_the_same_bytes(candidates: int, kind: ExamKind) -> None:
    assert render_paper_pack(a_pack(candidates, kind)) == render_paper_pack(
        a_pack(candidates, kind)
    )


def test_every_page_tells_room_session_and_its_number() -> None:
    pages = pages_of(render_paper_pack(a_pack(240)))
    for number, page in enumerate(pages, start=1):
        assert folded(f"{ROOM} · Rekenen mbo niveau 3") in folded(page)
        assert folded(f"Pagina {number} van {len(pages)}") in folded(page)
        assert folded("stand van 8 december 2026 17:00") in folded(page)


def test_every_candidate_is_on_the_list_with_room_for_a_signature() -> None:
    pack = a_pack(240)
    form = pack.sheets[0].blocks[0]
    assert isinstance(form, Form)
    assert [column.caption for column in form.columns][-1] == "Handtekening"
    numbers = [text_of(row[1]) for row in form.rows if row[1]]
    assert len(set(numbers)) == 240
    assert all(not text_of(row[-1]) for row in form.rows)


def test_a_birth_date_is_masked_on_a_paper_that_lies_about() -> None:
    told = folded("".join(pages_of(render_paper_pack(a_pack()))))
    assert "••••2007" in told
    assert "1403" not in told


def test_the_list_names_the_measure_and_an_unknown_code_literally() -> None:
    told = folded(text(a_pack().sheets[0]))
    assert folded("30 minuten extra, Voorlezen, X-9") in told


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        (ExamKind.CENTRAL, "Geheimhouding", "Eigen start per kandidaat"),
        (ExamKind.CENTRAL, "Helpdesk Facet", "Beoordelaars aanwezig"),
        (ExamKind.INSTITUTION, "Codelijst", "Helpdesk Facet"),
        (ExamKind.PRACTICAL, "Eigen start per kandidaat", "Geheimhouding"),
        (ExamKind.PRACTICAL, "Beoordelaars aanwezig", "Kladpapier"),
    ],
)
def test_the_empty_report_asks_what_its_kind_of_exam_asks(
    kind: ExamKind, asked: str, not_asked: str
) -> None:
    told = folded(text(a_pack(3, kind).sheets[1]))
    assert folded(asked) in told
    assert folded(not_asked) not in told


def test_the_empty_report_has_the_planned_times_and_room_beside_them() -> None:
    course = next(
        block
        for block in a_pack().sheets[1].blocks
        if isinstance(block, Form) and block.title == "Verloop"
    )
    told = {text_of(row[0]): (text_of(row[1]), text_of(row[2])) for row in course.rows}
    assert told["Start"] == ("09:00", "")
    assert told["Laatste binnenkomst"] == ("09:30", "")
    assert told["Einde"] == ("10:30", "")
    assert told["Einde, eigen tijd"] == ("11:00", "")


def test_a_late_candidate_of_a_central_exam_has_no_way_in_after_the_limit() -> None:
    told = folded(text(a_pack(1, ExamKind.CENTRAL).sheets[1]))
    assert folded("tot 09:30 mag iemand naar binnen. Daarna niet, ook niet na overleg") in told


def test_the_card_for_calamities_has_the_numbers_and_the_sentence_of_this_room() -> None:
    told = folded(text(a_pack().sheets[2]))
    assert folded("4400") in told
    assert folded("06 12 34 56 78") in told
    assert folded(f"Lokaal {ROOM}, Rekenen mbo niveau 3. Sinds .... geen stroom.") in told
    assert folded("1 Is het veilig? 2 Zeg dat iedereen stopt. Zeg: “Stop met werken.”") in told


def test_a_number_that_nobody_told_is_not_made_up() -> None:
    paper = a_paper()
    bare = replace(paper, part=replace(paper.part, plan=a_room(hotline=None, hotline_mobile=None)))
    assert "nietbekend" in folded(text(pack_of(bare, CARDS, PRINTED).sheets[2]))


def test_every_granted_provision_has_its_own_line_on_the_card() -> None:
    pack = a_pack(28)
    form = pack.sheets[3].blocks[0]
    assert isinstance(form, Form)
    granted = [text_of(row[2]) for row in form.rows if row[2]]
    assert granted.count("X-9") == 6
    assert granted.count("30 minuten extra") == 4
    assert "Laat deze kaart niet aan kandidaten zien" in text_of(form.note)


def test_the_card_says_what_is_looked_at_to_confirm_a_provision() -> None:
    told = folded(text(a_pack().sheets[3]))
    assert folded("geluid staat aan in het toetssysteem, getest, eigen koptelefoon") in told
    assert folded("einde volgens planning 11:00") in told


def test_every_shipped_route_is_on_the_card_with_its_steps_and_sentence() -> None:
    cards = cards_of()
    told = folded(text(pack_of(a_paper(), cards, PRINTED).sheets[2]))
    assert len(cards) >= 10
    for card in cards:
        assert folded(card.title) in told
        assert all(folded(step.title) in told for step in card.steps)
    assert "{" not in told


def test_a_session_without_provisions_says_so() -> None:
    play = a_session(2, started=False)
    paper = paper_of(play.session, ROOM)
    assert paper is not None
    told = folded(text(pack_of(paper, CARDS, PRINTED).sheets[3]))
    assert folded("Geen voorzieningen toegekend") in told


def test_no_line_is_cut_off_and_only_own_fonts_are_used() -> None:
    pdf = render_paper_pack(a_pack(28))
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"].startswith("Papieren pakket")
    for page in document:
        width, height = page.get_size()
        assert (round(width), round(height)) == (595, 842)
        for part in page.get_objects():
            left, bottom, right, top = part.get_bounds()
            assert left >= 40
            assert right <= width - 40
            assert bottom >= 15
            assert top <= height - 30
    document.close()
    assert b"/Lang (nl-NL)" in pdf
    assert b"Helvetica" not in pdf


def test_no_caption_parts_over_lines() -> None:
    for kind in ExamKind:
        for sheet in a_pack(1, kind).sheets:
            for block in sheet.blocks:
                if isinstance(block, Form):
                    whole = sum(column.share for column in block.columns)
                    for column in block.columns:
                        width = 673.7 * column.share / whole - 10
                        assert len(wrap(column.caption, CAPTION, width)) == 1, column.caption


def test_a_pack_of_another_drawing_is_refused() -> None:
    with pytest.raises(UnknownRenderVersion):
        render_paper_pack(replace(a_pack(), render_version=0))


def test_a_file_name_holds_no_candidate_and_no_character_of_a_path() -> None:
    paper = a_paper()
    plan = paper.session.plan
    assert plan is not None
    odd = replace(paper, session=replace(paper.session, plan=replace(plan, name="../A/B: é?")))
    name = pack_name(odd, PRINTED)
    assert not set(name) & set('/\\:*?"<>|')
    assert "Noor" not in name
    assert name.endswith("(20261208-170000).pdf")


def test_another_moment_of_printing_is_another_paper() -> None:
    first = render_paper_pack(a_pack())
    second = render_paper_pack(pack_of(a_paper(), CARDS, PRINTED + timedelta(minutes=1)))
    assert hashlib.sha256(first).digest() != hashlib.sha256(second).digest()


@pytest.mark.parametrize("lines", [38, 40])
def test_a_plot_of_days_stands_whole_on_one_page(lines: int) -> None:
    days = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
    plot = Plot("Per dag", tuple(PlotRow(each, "1", 1.0) for each in days))
    blocks = (Told("Tekst", ("regel",) * lines), plot)
    pack = a_pack()
    sheet = replace(pack.sheets[0], blocks=blocks)
    pages = pages_of(render_paper_pack(replace(pack, sheets=(sheet,))))
    assert [all(each in page for each in days) for page in pages].count(True) == 1


def drawn(*blocks: Block) -> bytes:
    pack = a_pack()
    return render_paper_pack(replace(pack, sheets=(replace(pack.sheets[0], blocks=blocks),)))


def test_one_paper_is_called_what_its_head_says_and_is_in_dutch() -> None:
    document = pypdfium2.PdfDocument(pdf := drawn(Told("Tekst", ("regel",))))
    head = a_pack().sheets[0].head
    assert document.get_metadata_value("Title") == f"{head.title} · {head.subtitle}"
    assert b"/Lang (nl-NL)" in pdf


@pytest.mark.parametrize("lines", range(36, 44))
def test_a_short_last_block_takes_the_one_before_along(lines: int) -> None:
    pages = pages_of(
        drawn(Told("Lang", ("regel",) * lines), Told("Voor", ("een",)), Told("Slot", ("twee",)))
    )
    assert "Slot" not in pages[-1] or "Voor" in pages[-1]


def test_a_table_without_rows_says_so_and_has_no_captions() -> None:
    text = pages_of(drawn(Form("Uitgifte", (FormColumn("Surveillant", 1),), ())))[0]
    assert "Er staat niemand op deze lijst." in text
    assert "Surveillant" not in text


def test_a_sentence_of_two_lines_stays_on_one_page() -> None:
    sentence = f"{'begin van een lange zin ' * 6}einde"
    for page in pages_of(drawn(Told("Tekst", (sentence,) * 60))):
        assert page.count("begin") == 6 * page.count("einde")


@pytest.mark.parametrize("count", range(66, 73))
def test_the_last_rows_of_a_long_table_and_what_ends_it_never_stand_alone(count: int) -> None:
    rows = tuple((f"rij{number:02d}",) for number in range(count))
    blocks = (Told("Lang", ("regel",) * 10), Form("Lijst", (FormColumn("Wie", 1),), rows))
    for more in ((), (Told("Slot", ("twee",)),)):
        pages = pages_of(drawn(*blocks, *more))
        assert pages[-1].count("rij") >= 3


def test_a_foot_with_a_long_name_stays_on_one_line() -> None:
    team = "Maatschappelijke zorg en begeleiding van specifieke doelgroepen"
    (page,) = pypdfium2.PdfDocument(
        render_paper_pack(
            replace(a_pack(), foot=f"No-showlijst · {team}", sheets=a_pack().sheets[3:])
        )
    )
    assert min(part.get_bounds()[1] for part in page.get_objects()) >= 24


def test_the_outline_names_every_paper_and_its_sections_where_they_begin() -> None:
    document = pypdfium2.PdfDocument(render_paper_pack(pack := a_pack()))
    told = [(each.level, each.get_title(), each.get_dest()) for each in document.get_toc()]
    sheets = [(at, name) for at, (level, name, _) in enumerate(told) if level == 0]
    assert [name for _, name in sheets] == [
        f"{each.head.title} · {each.head.subtitle}" for each in pack.sheets
    ]
    assert told[sheets[1][0] + 1][1] == "1 Zitting"
    for _, name, dest in told[1:]:
        assert dest is not None
        page = document[dest.get_index()].get_textpage().get_text_range()
        assert folded(name.split(" · ")[0]) in folded(page)
