"""An independent recount of a busy day from the raw lines of an export: JSON and SHA-256 only.

Shares no code with fold, board or figures. What a room did is read from its acts in the order of
its laptop's clock; what was taken back does not count.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPE = "application/vnd.examendag.event+json"
SALT = 16


@dataclass
class Counted:
    """What the acts of one room add up to."""

    listed: int = 0
    came: int = 0
    inside: int = 0
    away: int = 0
    done: int = 0
    absent: int = 0
    is_sealed: bool = False


@dataclass
class Recount:
    """Every event by its leaf, and the figures per room."""

    leaves: Counter[str] = field(default_factory=Counter)
    rooms: dict[str, Counted] = field(default_factory=dict)
    openings: int = 0
    """How often the log was opened under another name."""


def recount(export: Path) -> Recount:
    """Count an export of the whole log."""
    found = Recount()
    labels: dict[str, str] = {}
    acts: dict[str, list[dict[str, Any]]] = {}
    for leaf, header, body in _events(export):
        found.leaves[leaf] += 1
        found.openings += body.get("type") == "LogOpened"
        scope = str(header["scope"])
        if body.get("type") == "RoomPlanned":
            labels[scope] = str(body["label"])
        place = (header["wall"], header["seq"])
        acts.setdefault(scope, []).append({"leaf": leaf, "place": place, **body})
    for scope, label in labels.items():
        found.rooms[label] = _counted(acts[scope])
    return found


def _counted(acts: list[dict[str, Any]]) -> Counted:
    struck = {leaf for act in acts if act["type"] == "Corrected" for leaf in act.get("refs", ())}
    told = Counted()
    last: dict[str, tuple[tuple[str, int], str]] = {}
    for act in acts:
        told.is_sealed = told.is_sealed or act["type"] == "ReportSealed"
        if act["leaf"] in struck or "candidate" not in act:
            continue
        if act["type"] == "CandidatePlanned":
            last.setdefault(act["candidate"], _NOTHING)
        elif act["type"] in _SAYS:
            before = last.get(act["candidate"], _NOTHING)
            last[act["candidate"]] = max(before, (act["place"], act["type"]))
    told.listed = len(last)
    says = Counter(_SAYS.get(kind, "") for _, kind in last.values())
    told.inside, told.away = says["inside"], says["away"]
    told.done, told.absent = says["done"], says["absent"]
    told.came = told.inside + told.away + told.done
    return told


_NOTHING = (("", -1), "")
_SAYS = {
    "ArrivalRegistered": "inside",
    "AwayStarted": "away",
    "AwayEnded": "inside",
    "WorkHandedIn": "done",
    "NoShowEstablished": "absent",
}


def _events(export: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    with export.open() as lines:
        for line in lines:
            told = json.loads(line)
            if "position" not in told:
                continue
            header = base64.b64decode(told["header"])
            body = base64.b64decode(told["body"]) if "body" in told else b""
            pae = f"DSSEv1 {len(TYPE)} {TYPE} {len(header)} ".encode() + header
            leaf = hashlib.sha256(b"\x00" + pae).hexdigest()
            yield leaf, json.loads(header), json.loads(body[SALT:]) if body else {}
