"""The proces-verbaal on paper: same bytes, every word, right order, own fonts only."""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pypdfium2
import pytest

from app.models.report import RENDER_VERSION, SessionReport, digest_text
from app.reports.faces import printable
from app.reports.session_report import UnknownRenderVersion, render_session_report
from tests.reports.made_up import (
    HARD_DAY,
    LONG_NAME,
    WITH_LATE,
    hall,
)
from tests.reports.mockup_day import MOCKUP_DAY, ROOT

CHECKOUT = Path(__file__).resolve().parents[2]


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page in the order of the content, as pdfium copies it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def folded(text: str) -> str:
    """Return text without the places where lines and cells part."""
    return re.sub(r"[\s\x02￾-]+", "", text)


def texts_in(value: object) -> Iterator[str]:
    """Yield every string that a frozen report holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in {"author", "status"}:
                yield from texts_in(getattr(value, field.name))


def digest_elsewhere(expression: str, **environment: str) -> str:
    """Return the SHA-256 of a rendering made by another process in another environment."""
    program = (
        "import hashlib\n"
        "from app.reports.session_report import render_session_report\n"
        "from tests.reports import made_up\n"
        f"print(hashlib.sha256(render_session_report(made_up.{expression})).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("report", [MOCKUP_DAY, HARD_DAY, WITH_LATE, hall(240)])
def test_the_same_report_gives_the_same_bytes(report: SessionReport) -> None:
    assert render_session_report(report) == render_session_report(report)


def test_another_process_clock_zone_locale_and_hash_seed_give_the_same_bytes(
    tmp_path: Path,
) -> None:
    here = hashlib.sha256(render_session_report(MOCKUP_DAY)).hexdigest()
    render_session_report(HARD_DAY)

    elsewhere = digest_elsewhere(
        "MOCKUP_DAY",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="4242",
        SOURCE_DATE_EPOCH="1234567890",
        HOME=str(tmp_path),
    )

    assert elsewhere == here


def test_what_was_drawn_before_leaves_no_trace_in_the_bytes() -> None:
    first = render_session_report(MOCKUP_DAY)
    render_session_report(HARD_DAY)

    assert render_session_report(MOCKUP_DAY) == first


@pytest.mark.parametrize("report", [MOCKUP_DAY, HARD_DAY, WITH_LATE])
def test_every_text_of_the_report_is_on_paper(report: SessionReport) -> None:
    paper = folded("".join(pages_of(render_session_report(report))))
    # A long statement parts over pages, between the foot of one and the head of the next.
    missing = [
        text
        for text in texts_in(report)
        if len(text) < 1000 and folded(printable(text)) not in paper
    ]
    assert missing == []


def test_a_long_statement_loses_no_word_where_it_parts() -> None:
    paper = " ".join("".join(pages_of(render_session_report(HARD_DAY))).split())
    assert len(re.findall(r"uitvoerig", paper)) == 90


def test_sections_are_read_in_their_order() -> None:
    paper = "".join(pages_of(render_session_report(WITH_LATE)))
    titles = [
        "Zitting",
        "Verloop",
        "Aanwezigheid",
        "Voorzieningen (AWE)",
        "Bijzonderheden",
        "Verklaringen",
        "Materiaal",
        "Kandidaten",
        "Ondertekening",
        "Nagekomen",
        "Controle op echtheid",
    ]
    places = [
        re.search(rf"(^|\n)\d* ?{re.escape(title)}", paper.replace("\r", "")) for title in titles
    ]
    assert None not in places
    starts = [found.start() for found in places if found]
    assert starts == sorted(starts)


def test_a_row_is_read_cell_by_cell() -> None:
    paper = " ".join("".join(pages_of(render_session_report(MOCKUP_DAY))).split())
    assert "A5 2041662 de Boer, Jesse Te laat 09:12 10:47 12 min te laat, zie 5.3" in paper


def test_the_counts_of_provisions_stand_under_their_table() -> None:
    counts = "7 kandidaten, 11 toegekend: 9 gegeven, 1 niet geleverd en 1 niet van toepassing."
    text = folded(
        " ".join(pages_of(render_session_report(replace(MOCKUP_DAY, provisions_text=counts))))
    )
    assert folded(counts) in text
    last = folded(MOCKUP_DAY.provisions[-1].candidate)
    assert text.index(last) < text.index(folded(counts)) < text.index("Bijzonderheden,")


def test_numbers_run_on_when_material_is_left_out() -> None:
    bare = replace(MOCKUP_DAY, material=(), material_note="")
    paper = "".join(pages_of(render_session_report(bare))).replace("\r", "")

    assert "Materiaal" not in paper
    assert re.search(r"6\s+Kandidaten", paper)
    assert re.search(r"8\s+Controle op echtheid", paper)


def test_captions_come_back_on_every_page_of_candidates() -> None:
    pages = pages_of(render_session_report(hall(240)))
    with_rows = [page for page in pages if re.search(r"\b2050\d{3}\b", page)]

    assert len(with_rows) > 4
    assert all("Ingeleverd" in page and "Bijzonder" in page for page in with_rows)


@pytest.mark.parametrize("size", [1, 28, 240, 400])
def test_each_candidate_is_printed_once_whatever_their_number(size: int) -> None:
    pages = pages_of(render_session_report(hall(size)))
    numbers = re.findall(r"\b2050\d{3}\b", "".join(pages))

    assert numbers == [str(2050000 + number) for number in range(size)]


def test_every_page_carries_reference_moment_record_and_its_number() -> None:
    pages = pages_of(render_session_report(hall(240)))
    for number, page in enumerate(pages, start=1):
        assert f"Pagina {number} van {len(pages)}" in page
        assert "PV-2026-0609-B114-01 · verzegeld 9 juni 2026 11:24:08" in page
        assert "record 3c1f 8a90 57be … 84f3" in page


def test_a_concept_says_so_on_every_page_and_carries_no_digest() -> None:
    pages = pages_of(render_session_report(HARD_DAY))

    first, *later = pages
    assert "Status: concept, nog niet verzegeld" in first
    assert all("PV-2026-0609-B114-01 · concept" in page for page in later)
    assert all("nog geen record" in page for page in pages)
    assert "SHA-256" not in "".join(pages)


def test_the_mockup_day_takes_three_pages() -> None:
    assert len(pages_of(render_session_report(MOCKUP_DAY))) == 3


def test_no_words_lie_outside_the_margins() -> None:
    for report in (HARD_DAY, hall(60)):
        document = pypdfium2.PdfDocument(render_session_report(report))
        for page in document:
            textpage = page.get_textpage()
            for number in range(textpage.count_rects()):
                left, _, right, _ = textpage.get_rect(number)
                assert left > 44
                assert right < 595.28 - 44
            textpage.close()
            page.close()
        document.close()


def test_a_character_that_the_face_lacks_is_printed_by_its_number() -> None:
    paper = folded("".join(pages_of(render_session_report(HARD_DAY))))

    assert "[U+1F912]" in paper


@pytest.mark.parametrize(
    "name",
    [
        "\u0639\u0628\u062f \u0627\u0644\u0623\u0645\u064a\u0646",
        "\u05dc\u05d5\u05d9 \u05db\u05d4\u05df",
        "\u0540\u0561\u056f\u0578\u0562\u0575\u0561\u0576",
        "\u10d2\u10d8\u10dd\u10e0\u10d2\u10d8",
        "\u1230\u120b\u121d \u1308\u1265\u1228",
        "\u2d5c\u2d30\u2d4f\u2d49\u2d54\u2d5c",
    ],
    ids=["arabic", "hebrew", "armenian", "georgian", "ethiopic", "tifinagh"],
)
def test_a_name_in_its_own_letters_is_copied_as_it_was_typed(name: str) -> None:
    first, *others = MOCKUP_DAY.candidates
    report = replace(MOCKUP_DAY, candidates=(replace(first, name=name), *others))
    paper = "".join(pages_of(render_session_report(report)))

    assert "U+" not in paper
    assert all(word in paper for word in name.split())


def test_a_very_long_name_wraps_and_stays_whole() -> None:
    paper = folded("".join(pages_of(render_session_report(hall(28)))))
    assert paper.count(folded(LONG_NAME)) == 3


def test_only_the_bundled_faces_are_in_the_file_and_all_are_embedded() -> None:
    pdf = render_session_report(MOCKUP_DAY)
    names = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))

    assert b"Helvetica" not in pdf
    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+SourceSans3-\w+", name) for name in names)
    assert pdf.count(b"/FontFile2") == len(names)


def test_the_file_tells_language_title_and_school_and_no_moment() -> None:
    pdf = render_session_report(MOCKUP_DAY)
    document = pypdfium2.PdfDocument(pdf)
    told = document.get_metadata_dict()
    document.close()

    assert told["Title"].startswith("Proces-verbaal van afname · Rekenen niveau 4")
    assert told["Author"] == "Instelling X"
    assert told["CreationDate"] == told["ModDate"] == ""
    assert b"(nl-NL)" in pdf


def test_the_id_is_the_root_of_the_record() -> None:
    pdf = render_session_report(MOCKUP_DAY)
    root = ROOT.hex().encode()
    assert b"[<" + root + b"><" + root + b">]" in pdf


def test_nothing_is_compressed() -> None:
    assert b"/Filter" not in render_session_report(MOCKUP_DAY)


def test_the_printed_digest_is_the_record_s_root() -> None:
    paper = " ".join("".join(pages_of(render_session_report(MOCKUP_DAY))).split())
    assert digest_text(ROOT) in paper


def test_another_render_version_is_refused() -> None:
    with pytest.raises(UnknownRenderVersion):
        render_session_report(replace(MOCKUP_DAY, render_version=RENDER_VERSION + 1))


def test_all_words_are_dark_enough_for_a_black_and_white_printer() -> None:
    pdf = render_session_report(HARD_DAY)
    inks = {tuple(map(float, found)) for found in re.findall(rb"(\S+) (\S+) (\S+) rg", pdf)}

    assert inks
    # 0x55 on white is 7.5 : 1; no colour carries a meaning of its own.
    assert all(red == green == blue <= 0x55 / 255 + 1e-4 for red, green, blue in inks)


def test_240_candidates_take_less_than_a_second_of_work() -> None:
    report = hall(240)
    started = time.process_time()
    render_session_report(report)
    assert time.process_time() - started < 1
