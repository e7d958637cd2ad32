"""planner: which planning systems may send the plan, and where we report to."""

import re
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import Final

from dossier.commands.speaking import WRONG_USE, Stop, read_text, row_of, tell, tell_rows, warn
from dossier.oke.outbox_runner import PlannerLink
from dossier.opened import OpenDossier
from dossier.planners import add_planner, known_planners

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("planner", help="planningssystemen")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("action", choices=("add", "list"))
    parser.add_argument("--id", help="client id waarmee de planning hier inlogt")
    parser.add_argument("--label", help="hoe de planning heet")
    parser.add_argument(
        "--again", action="store_true", help="vervang adres en geheim van wie er al is"
    )
    parser.add_argument("--server-url", help="waar wij terugmelden")
    parser.add_argument("--token-url", help="waar wij daar een token halen")
    parser.add_argument("--link-id", help="ons client id daar")
    parser.add_argument("--link-secret-file", type=Path, help="bestand met ons geheim daar")
    parser.add_argument(
        "--ca", type=Path, help="CA van de planning (PEM), anders die van het systeem"
    )
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Add a planner and show its secret once, or list the planners.

    Raises:
        Stop: Something is missing.
    """
    if told.action == "list":
        rows = known_planners(dossier)
        tell_rows(
            (row_of(row.client_id, row.label, row.server_url or "-") for row in rows),
            "Er is nog geen planning. Laat er een toe met 'planner add --id ...'.",
        )
        return
    if told.id is None or not _ID.match(told.id):
        raise Stop("Geef --id: letters, cijfers, punt en streepje.", "", WRONG_USE)
    if not told.again and any(row.client_id == told.id for row in known_planners(dossier)):
        raise Stop(
            f"{told.id} is al toegelaten.",
            "Met --again komt er een nieuw geheim en adres; het oude geheim werkt dan niet meer.",
        )
    secret = add_planner(dossier, told.id, told.label or told.id, _link(told))
    if told.ca is not None:
        dossier.folder.planner_ca.write_text(read_text(told.ca), "ascii")
    tell(f"client_id\t{told.id}")
    tell(f"client_secret\t{secret}")
    warn("Geef dit door aan de planning; het geheim is hier niet terug te zien.")
    warn(f"Adres: {dossier.config.url}/ooapi, token: {dossier.config.url}/oauth2/token.")
    warn("Met 'serve --oke-port' staat daar die poort in.")
    if told.server_url is None:
        warn("Zonder --server-url wordt er niets teruggemeld.")


def _link(told: Namespace) -> PlannerLink | None:
    asked = (told.server_url, told.token_url, told.link_id, told.link_secret_file)
    if asked == (None, None, None, None):
        return None
    if None in asked:
        raise Stop(
            "Geef --server-url, --token-url, --link-id en --link-secret-file samen.", "", WRONG_USE
        )
    secret = read_text(told.link_secret_file).strip()
    return PlannerLink(told.server_url, told.token_url, told.link_id, secret)
