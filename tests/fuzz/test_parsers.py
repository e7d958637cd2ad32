"""Hostile bytes are read, or refused in the parser's own words, at a cost their size bounds."""

import ast
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.hostile import (
    MEMORY_FLOOR,
    MEMORY_PER_BYTE,
    SECONDS_MAX,
    cost_of,
    filled,
    heaviest,
    hostile_bytes,
)
from tests.fuzz.outer_parsers import PARSERS
from tests.fuzz.parsers import Parser
from tests.house.tree import parsed, place, python_files

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
PART = 1 if "FUZZ_EXAMPLES" in os.environ else 8
"""`make fuzz` feeds as much as a parser's caller lets through, the suite an eighth of it."""
REFUSALS = (
    "Malformed",
    "UntrustedChain",
    "BadJournal",
    "BadChunk",
    "NotSealed",
    "NotACode",
    "Rejected",
    "TokenRefused",
    "UnfitToken",
)
REACHED_THROUGH = {
    "app/crypto/dagcode.py:open_card": "its code is what `normalise` read",
    "app/crypto/dagcode.py:wrap_card": "its code is what `normalise` read",
    "app/crypto/device_keys.py:load_or_create_device_key": "reads with `load_device_key`",
    "app/crypto/receipt.py:checkpoint_of": "`verify_receipt` asks it",
    "app/crypto/export_file.py:read_event_members": "reads lines for `read_export`",
    "app/crypto/roomfeed.py:check_chunk": "compares digests, reads nothing",
    "app/crypto/signed_event.py:verify_event": "reads with `read_event`",
    "app/crypto/trust.py:keys": "certificates that `decode_trust` read",
    "app/crypto/trust.py:verified": "a certificate that `read_certificate` read",
    "app/models/calamities.py:read_routes": "reads with `read_route`",
    "app/services/enrolling.py:accept_bundle": "reads with `read_bundle`",
    "app/services/enrolling.py:open_secrets": "reads with `load_device_key`",
    "app/services/office_sign_on.py:certificate_of": "reads with `from_json`",
    "app/services/office_store.py:key_of_school": "a part that `decode_signed_on` read",
    "app/services/office_store.py:known_key": "reads with `open_slot`",
    "app/services/office_work.py:take_office_page": "a page that `decode_page` read",
    "app/services/office_work.py:take_older": "a page that `decode_page` read",
    "app/services/packages.py:pages": "reads with `decode_feed`",
    "app/sync/log_watch.py:settle_growth": "test_roads: answers to the engine",
    "app/sync/log_watch.py:settle_log": "test_roads: answers to the engine",
    "dossier/asking.py:signed_by": "reads with `read_claim`",
    "dossier/bringing_up.py:bring_up": "records that `read_records` read",
    "dossier/enrolling.py:certificate_of": "reads with `from_dict`",
    "dossier/enrolling.py:device_from": "a record that `read_records` read",
    "dossier/journals.py:take": "test_roads: a stick",
    "dossier/kept_apart.py:erased": "reads with `read_records`",
    "dossier/kept_apart.py:key_version": "reads with `read_records`",
    "dossier/kept_apart.py:leap": "reads with `read_records`",
    "dossier/kept_apart.py:records": "reads with `read_records`",
    "dossier/identity/desk.py:is_offered": "reads with `provider_of`",
    "dossier/identity/desk.py:judge": "judges with `judge_id_token`",
    "dossier/identity/settings.py:configure": "words of whoever runs the command",
    "dossier/identity/settings.py:provider_of": "a few members, as `read_config`",
    "dossier/enrolling.py:certified": "reads with `certificate_of`",
    "dossier/keys.py:read_key": "`load_keys` reads each with it",
    "dossier/keys.py:load_keys": "test_roads: the key files of a dossier",
    "dossier/keys.py:unseal": "opens with `open_sealed`",
    "dossier/oke/auth.py:check": "counts tries, reads nothing",
    "dossier/oke/auth.py:grant": "credentials that `read_credentials` read",
    "dossier/oke/blocks.py:required_block": "`read_offering` asks it",
    "dossier/oke/door.py:asked_parts": "test_openapi: every query",
    "dossier/oke/fields.py:require": "`read_offering` asks it",
    "dossier/oke/fields.py:take_moment": "`read_offering` asks it",
    "dossier/oke/person.py:take_person": "`read_enrolment` asks it",
    "dossier/oke/routes.py:caller": "test_openapi: every request",
    "dossier/opened.py:open_dossier": "test_roads: the key files of a dossier",
    "dossier/restoring.py:restore": "opens with `open_file`",
    "dossier/stamping.py:authority_of": "one member, as `read_config`",
    "dossier/stamping.py:stamp_of_today": "test_stamping: answers of an authority",
    "dossier/rule_sets.py:read_rule_book": "reads with `read_rules`",
    "dossier/rule_sets.py:with_texts": "reads with `read_rules`",
}
"""What else refuses in those words, and why no parser here feeds it by name."""


def attempt(parser: Parser, raw: bytes) -> None:
    with suppress(*parser.own):
        parser.read(raw)


@pytest.mark.parametrize("name", PARSERS)
def test_what_is_right_is_read(name: str) -> None:
    for seed in PARSERS[name].seeds:
        PARSERS[name].read(seed)


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_hostile_bytes_are_read_or_refused_in_the_parsers_own_words(
    name: str, data: st.DataObject
) -> None:
    parser = PARSERS[name]
    attempt(parser, data.draw(hostile_bytes(parser.seeds)))


@pytest.mark.parametrize("name", PARSERS)
def test_the_largest_hostile_bytes_cost_a_bounded_time_and_memory(name: str) -> None:
    parser = PARSERS[name]
    largest = parser.largest // PART
    heavy = [*heaviest(largest)]
    heavy += [each for seed in parser.seeds[:1] for each in filled(seed, largest // 2)]
    for raw in heavy:
        seconds, peak = cost_of(lambda raw=raw: attempt(parser, raw))
        assert seconds < SECONDS_MAX, raw[:60]
        assert peak < MEMORY_FLOOR + MEMORY_PER_BYTE * len(raw), raw[:60]


# ---------------------------------------------------------------- none is missing


def refusing() -> Iterator[str]:
    """Yield every public function of the program that says it refuses bytes of another form."""
    word = re.compile(rf"^\s+({'|'.join(REFUSALS)}):", re.MULTILINE)
    refusing = (p for p in python_files("app", "dossier") if word.search(p.read_text("utf-8")))
    for path in refusing:
        for node in ast.walk(parsed(path)):
            is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if is_public and word.search(ast.get_docstring(node) or ""):
                yield f"{place(path)}:{node.name}"


def named(function: Callable[..., object]) -> str:
    where = function.__module__.replace(".", "/")
    return f"{where}.py:{function.__name__}"


def test_every_parser_of_foreign_bytes_is_fed() -> None:
    fed = {named(each) for parser in PARSERS.values() for each in parser.of}
    found = set(refusing())
    assert not found - fed - set(REACHED_THROUGH)
    assert not set(REACHED_THROUGH) - found, "no longer there"
