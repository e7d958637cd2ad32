"""serve: answers laptops and planners until it is stopped."""

import ssl
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from litestar import Litestar

from dossier.closing import Closing, ClosingRunner
from dossier.commands.speaking import Stop, tell
from dossier.opened import OpenDossier
from dossier.planners import oke_routers, outbox_runner
from dossier.service import laptop_router, make_app
from dossier.serving import Listener, run_service


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("serve", help="start de dienst")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--oke-port", type=int, help="eigen poort voor Toetsplanning")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Serve.

    Raises:
        Stop: The port is taken.
    """
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        writing.new_epoch()
    laptops, oke = laptop_router(dossier), oke_routers(dossier)
    title = "Examendag dossier"
    if told.oke_port is None:
        listeners = [_listener(dossier, told, told.port, make_app(laptops, *oke, title=title))]
    else:
        listeners = [
            _listener(dossier, told, told.port, make_app(laptops, title=title)),
            _listener(
                dossier,
                told,
                told.oke_port,
                make_app(*oke, title=f"{title}: OKE"),
                ssl.TLSVersion.TLSv1_2,
            ),
        ]

    def is_ready(ports: list[int]) -> None:
        host = f"[{told.host}]" if ":" in told.host else told.host
        tell("Klaar: " + " ".join(f"https://{host}:{port}" for port in ports))

    alone = dossier.ledger.alone()
    outbox = outbox_runner(dossier, alone.holds)
    closing = ClosingRunner(Closing(dossier.ledger, dossier.around, outbox.wake))
    dossier.ledger.after_commit, alone.gained = closing.touched, closing.look_at_all
    follower = dossier.ledger.follow()
    try:
        outbox.start()
        closing.start()
        run_service(listeners, is_ready)
    except (OSError, SystemExit) as problem:
        raise Stop(
            f"De dienst kan niet luisteren op poort {told.port}.",
            "Kijk of er al een dossier draait, of kies een andere --port.",
        ) from problem
    finally:
        follower.close()
        closing.close()
        outbox.close()
        alone.close()
    tell("Gestopt.")


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
