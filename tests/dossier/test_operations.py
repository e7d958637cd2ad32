"""The commands of docs/OPERATIONS.md, from nothing to a first exam day, as they stand there."""

import re
import shlex
from contextlib import closing
from pathlib import Path

import pytest

from dossier.bootstrap import run
from dossier.opened import Surroundings, open_dossier
from tests.dossier.inside import SESSION, enrolment_id, plan
from tests.dossier.laptop import write_request
from tests.dossier.test_practising import shorten_day
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/OPERATIONS.md").read_text("utf-8")
ELSEWHERE = {"serve", "doctor"}
"""What runs until it is stopped, or asks other machines: `test_serving`, `test_diagnosis`."""


def commands() -> list[list[str]]:
    """Return the words of each command, until the first exam day and to practise."""
    part = PAGE.partition("## From nothing to a first exam day")[2].partition("\n## Several")[0]
    return [shlex.split(line)[3:] for block in re.findall("```\n(.*?)```", part, re.DOTALL)
            for line in block.splitlines() if line.startswith("python -m dossier ")]  # fmt: skip


def test_every_command_until_the_first_exam_day_does_what_the_page_says(
    tmp_path: Path,
    around: Surroundings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shorten_day(tmp_path, monkeypatch)
    folder, stick = tmp_path / "dossier", tmp_path / "stick"
    for name in ("a", "b"):
        (stick / name).mkdir(parents=True)
    (stick / "a/secret").write_text("geheim")
    (stick / "a/extras.csv").write_text(
        f"deelname;geboortedatum;plaats;opleiding\n{enrolment_id(1)};2007-03-14;A1;Zorg\n"
    )
    write_request(stick / "a/request.json")
    said, is_planned = "", False
    every = commands()
    assert len(every) > 15
    for words in every:
        if words[0] in ELSEWHERE:
            continue
        if words[0] == "assign" and not is_planned:
            with closing(open_dossier(folder, around)) as dossier:
                plan(dossier, 2)
            is_planned = True
        now = {
            "FOLDER": str(folder),
            "PRACTICE": str(tmp_path / "practice"),
            "GRANT": said.strip(),
            "SESSION": SESSION,
        }
        line = [now.get(word, word.replace("/media", str(stick))) for word in words]
        assert run(line, around) == 0, (line, capsys.readouterr())
        said = capsys.readouterr().out
