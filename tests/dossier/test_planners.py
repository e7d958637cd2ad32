"""What a planner reads of people stands in the log of reads, as what everybody else reads does."""

from litestar import Litestar
from litestar.testing import TestClient

from dossier.archive.devices import accesses
from dossier.opened import OpenDossier
from dossier.planners import add_planner, oke_routers
from tests.dossier.inside import CLIENT, SESSION, enrolment_id, plan


def test_what_a_planner_reads_of_people_is_noted_once_a_quarter(dossier: OpenDossier) -> None:
    secret = add_planner(dossier, CLIENT, "Toetsplanning", None)
    plan(dossier, 2)
    one = f"association {enrolment_id(1)}"
    with TestClient(Litestar(oke_routers(dossier))) as http:
        form = {"grant_type": "client_credentials"}
        told = http.post("/oauth2/token", data=form, auth=(CLIENT, secret)).json()
        headers = {"Authorization": f"Bearer {told['access_token']}"}
        for path, status in (
            (f"/associations/{enrolment_id(1)}?expand=person", 200),
            (f"/associations/{enrolment_id(1)}", 200),
            (f"/associations/{enrolment_id(7)}", 404),
            (f"/offerings/{SESSION}", 200),
            (f"/offerings/{SESSION}/associations", 200),
        ):
            assert http.get(f"/ooapi{path}", headers=headers).status_code == status
    with dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    assert [(who, what) for _, who, what in found] == [
        (f"planner {CLIENT}", one), (f"planner {CLIENT}", f"associations of {SESSION}"),
    ]  # fmt: skip
