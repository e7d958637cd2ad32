"""Planning systems: their credentials here, ours there, and the OKE door for them."""

import logging
import ssl
from collections.abc import Callable
from datetime import datetime

from litestar import Router

from app.models.codec import instant_text
from dossier.archive.devices import log_access
from dossier.archive.oke_tables import (
    PlannerRow,
    find_planner,
    keep_planner,
    planners,
)
from dossier.oke.auth import SCOPE, TokenOffice, hashed_secret, new_secret
from dossier.oke.door import OkeDoor
from dossier.oke.outbox_runner import OutboxPorts, OutboxRunner, PlannerLink
from dossier.oke.routes import OkeParts, ServiceCard, oke_router, token_router
from dossier.opened import OpenDossier
from dossier.read_notes import ReadNotes

log = logging.getLogger("dossier.planners")


def clock_of(dossier: OpenDossier) -> datetime:
    """Return the dossier's time."""
    return dossier.around.moment().corrected


def oke_routers(dossier: OpenDossier) -> list[Router]:
    """Return the OKE paths and our token office."""

    def clock() -> datetime:
        return clock_of(dossier)

    notes = ReadNotes()

    def note_read(client: str, what: str) -> None:
        moment = clock()
        for each in notes.fresh(client, (what,), moment):
            with dossier.ledger.begin() as connection:
                who, at = f"planner {client}", instant_text(moment)
                log_access(connection, dossier.config.school, who, each, at)

    parts = OkeParts(
        school=dossier.config.school,
        door=OkeDoor(dossier.desks, clock),
        office=TokenOffice(dossier.config.school, dossier.ledger.begin),
        card=ServiceCard(
            contact_mail=dossier.config.contact_mail,
            specification=f"{dossier.config.url}/schema/openapi.json",
            documentation=f"{dossier.config.url}/schema",
        ),
        begin=dossier.ledger.begin,
        clock=clock,
        note_read=note_read,
    )
    return [oke_router(parts), token_router(parts)]


def add_planner(dossier: OpenDossier, client_id: str, label: str, link: PlannerLink | None) -> str:
    """Let a planning system in and return its secret, which is shown once."""
    secret = new_secret()
    sealed = None
    if link is not None:
        sealed = dossier.keys.seal(link.secret.encode(), _purpose(client_id))
    with dossier.ledger.begin() as connection:
        keep_planner(
            connection,
            dossier.config.school,
            PlannerRow(
                client_id=client_id,
                label=label,
                secret_hash=hashed_secret(secret),
                scopes=SCOPE,
                server_url=None if link is None else link.server_url,
                token_url=None if link is None else link.token_url,
                link_client_id=None if link is None else link.client_id,
                link_secret=sealed,
            ),
        )
    return secret


def known_planners(dossier: OpenDossier) -> tuple[PlannerRow, ...]:
    """Return every planner."""
    with dossier.ledger.begin() as connection:
        return planners(connection, dossier.config.school)


def link_of(dossier: OpenDossier, client_id: str) -> PlannerLink | None:
    """Return where a planner is reached and as whom, None when that was not told."""
    with dossier.ledger.begin() as connection:
        row = find_planner(connection, dossier.config.school, client_id)
    if row is None or not (row.server_url and row.token_url and row.link_client_id):
        return None
    secret = dossier.keys.unseal(row.link_secret or b"", _purpose(client_id)).decode()
    return PlannerLink(row.server_url, row.token_url, row.link_client_id, secret)


def planner_context(dossier: OpenDossier) -> ssl.SSLContext:
    """Return what a planner's certificate is checked by."""
    ca = dossier.folder.planner_ca
    return ssl.create_default_context(cafile=str(ca) if ca.exists() else None)


def outbox_runner(
    dossier: OpenDossier, is_sender: Callable[[], bool] = lambda: True
) -> OutboxRunner:
    """Return the thread that reports to the planners, not started yet."""
    return OutboxRunner(
        OutboxPorts(
            school=dossier.config.school,
            begin=dossier.ledger.begin,
            link_of=lambda client_id: link_of(dossier, client_id),
            verify=planner_context(dossier),
            clock=lambda: clock_of(dossier),
            jitter=lambda: int.from_bytes(dossier.around.random_bytes(4), "big") / 2**32,
            failed=lambda fault: log.error("outbox: %s", type(fault).__name__),
            is_sender=is_sender,
        )
    )


def _purpose(client_id: str) -> str:
    return f"planner/{client_id}"
