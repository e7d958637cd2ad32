"""`python -m tests.busy_day.balancer PORT UPSTREAM...`: passes TLS through to who answers.

What a school puts before its replicas: it opens no TLS, knows nothing of what passes, takes
them in turns and leaves out who does not answer.
"""

import asyncio
import sys
from itertools import count

PORTION = 1 << 16


class Balancer:
    """Takes the upstreams in turns."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._turn = count()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        found = await self._upstream()
        if found is not None:
            theirs, ours = found
            await asyncio.gather(_carry(reader, ours), _carry(theirs, writer))
            ours.close()
        writer.close()

    async def _upstream(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        first = next(self._turn)
        for number in range(len(self._ports)):
            port = self._ports[(first + number) % len(self._ports)]
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
        return None


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while portion := await reader.read(PORTION):
            writer.write(portion)
            await writer.drain()
    except OSError:
        pass
    finally:  # whoever hung up, the other side hears of it
        writer.close()


async def _main(port: int, upstreams: list[int]) -> None:
    server = await asyncio.start_server(Balancer(upstreams).serve, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), [int(each) for each in sys.argv[2:]]))
