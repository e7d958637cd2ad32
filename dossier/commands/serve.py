"""serve: answers laptops and planners until it is stopped."""

import ssl
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Final

from litestar import Litestar

from dossier.archive.opening import survey
from dossier.closing import Closing, ClosingRunner
from dossier.commands.speaking import Stop, tell
from dossier.metrics import Metrics, metrics_router
from dossier.opened import OpenDossier
from dossier.planners import oke_routers, outbox_runner
from dossier.service import laptop_router, make_app
from dossier.serving import Listener, run_service
from dossier.staffing import list_people
from dossier.stamping import StampRunner

PORTS: Final = 2**16


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("serve", help="start de dienst")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument(
        "--host", default="127.0.0.1", help="waar de dienst luistert; 0.0.0.0: overal"
    )
    parser.add_argument("--port", type=port, default=8443, help="poort voor laptops, anders 8443")
    parser.add_argument("--oke-port", type=port, help="eigen poort voor Toetsplanning")
    parser.add_argument("--metrics-port", type=port, help="poort voor bewaking (Prometheus)")
    parser.add_argument("--metrics-host", default="127.0.0.1", help="waar bewaking luistert")
    return parser


def port(text: str) -> int:
    """Return a port that was typed.

    Raises:
        ValueError: There is none of that number.
    """
    number = int(text)
    if not 0 <= number < PORTS:
        raise ValueError
    return number


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Serve.

    Raises:
        Stop: The port is taken.
    """
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        writing.new_epoch()
        list_people(writing)
    survey(dossier.ledger.engine)
    alone = dossier.ledger.alone()
    listeners = _listeners(dossier, told, alone.holds)

    def is_ready(ports: list[int]) -> None:
        host = f"[{told.host}]" if ":" in told.host else told.host
        tell("Klaar: " + " ".join(f"https://{host}:{port}" for port in ports))

    outbox = outbox_runner(dossier, alone.holds)
    stamping = StampRunner(dossier, alone.holds)
    closing = ClosingRunner(Closing(dossier, outbox.wake))
    dossier.ledger.after_commit, alone.gained = closing.touched, closing.look_at_all
    follower = dossier.ledger.follow()
    try:
        outbox.start()
        closing.start()
        stamping.start()
        run_service(listeners, is_ready)
    except (OSError, SystemExit) as problem:
        raise Stop(
            f"De dienst kan niet luisteren op poort {told.port}.",
            "Kijk of er al een dossier draait, of kies een andere --port.",
        ) from problem
    finally:
        follower.close()
        closing.close()
        stamping.close()
        outbox.close()
        alone.close()
    tell("Gestopt.")


def _listeners(
    dossier: OpenDossier, told: Namespace, is_sender: Callable[[], bool]
) -> list[Listener]:
    laptops, oke = laptop_router(dossier), oke_routers(dossier)
    metrics = Metrics(lambda: dossier.around.moment().mono)
    title, around = "Examendag dossier", metrics.around
    if told.oke_port is None:
        app = make_app(laptops, *oke, title=title, around=around)
        found = [_listener(dossier, told, told.port, app)]
    else:
        doors = make_app(*oke, title=f"{title}: OKE", around=around)
        found = [
            _listener(dossier, told, told.port, make_app(laptops, title=title, around=around)),
            _listener(dossier, told, told.oke_port, doors, ssl.TLSVersion.TLSv1_2),
        ]
    if told.metrics_port is not None:
        watched = make_app(metrics_router(dossier, metrics, is_sender), title=f"{title}: metrics")
        told_here = Namespace(host=told.metrics_host)
        found.append(_listener(dossier, told_here, told.metrics_port, watched))
    return found


def _listener(
    dossier: OpenDossier,
    told: Namespace,
    port: int,
    app: Litestar,
    least_tls: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
) -> Listener:
    keys = dossier.folder.keys
    return Listener(
        app=app,
        host=told.host,
        port=port,
        certificate=keys / "tls-server.pem",
        secret_key=keys / "tls-server.key.pem",
        least_tls=least_tls,
    )
