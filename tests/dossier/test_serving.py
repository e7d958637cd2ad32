"""Where the service listens."""

import socket
from contextlib import closing

import pytest

from dossier.serving import listening
from tests.patience import PATIENCE_S


def has_ipv6() -> bool:
    """Whether this machine has an address of that protocol; a kernel may speak it without."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return socket.has_dualstack_ipv6()


def test_listening_everywhere_is_heard_by_laptops_of_either_internet_protocol() -> None:
    with closing(listening("::", 0)) as door:
        port = door.getsockname()[1]
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S).close()
        if has_ipv6():
            socket.create_connection(("::1", port), timeout=PATIENCE_S).close()


def test_one_address_is_heard_at_that_address_only_and_a_taken_port_is_told() -> None:
    with closing(listening("127.0.0.1", 0)) as door:
        host, port = door.getsockname()[:2]
        assert host == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            listening("127.0.0.1", port)
