"""The way to the school's identity provider and back, beside the thread that records."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Final

from app.crypto.keys import SigningKey
from app.crypto.vault import KeyringUnusable
from app.services.browser_return import BrowserDoor
from app.services.office_sign_on import FromBrowser, OfficeLine
from app.services.office_work import OfficeWork
from app.services.school_sign_on import BrowserWay, SchoolSignOn
from app.services.tools import Tools
from app.services.workplace import RecordThread

BY_SCHOOL: Final = "office-by-school"
"""Under which name it is remembered that people log in at school."""


class SchoolRoad:
    """Sends somebody to the browser and waits there, on a thread of its own."""

    def __init__(
        self,
        tools: Tools,
        work: OfficeWork,
        worker: RecordThread,
        line_for: Callable[[SigningKey, None], OfficeLine],
    ) -> None:
        self._work, self._worker, self._line_for = work, worker, line_for
        self._school = SchoolSignOn(tools.install, tools.random_bytes)
        self._browser = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._door: BrowserDoor | None = None
        self._try: object = None
        """What stands for the try of now: a door that opens for another is closed at once."""

    def offered(self) -> Future[bool]:
        """Tell whether people log in at school, as the dossier says now or said last."""
        return self._worker.submit(self._offered)

    def go(self, open_page: Callable[[str], None], page: str) -> Future[FromBrowser]:
        """Have somebody log in in the browser, and return what signing on takes then.

        `open_page` is called from another thread; a try that was under way is left.
        """
        self.leave()
        mine = self._try = object()
        way = BrowserWay(open_page, lambda door: self._met(door, mine), page)
        return self._browser.submit(self._gone, way)

    def leave(self) -> None:
        """Wait for no browser any more; from any thread."""
        self._try = None
        door, self._door = self._door, None
        if door is not None:
            door.close()

    def close(self) -> None:
        """Leave, and end the thread."""
        self.leave()
        self._browser.shutdown(cancel_futures=True)

    def _offered(self) -> bool:
        memory = self._work.device.memory
        with closing(self._line()) as line:
            told = self._school.offered(line)
        if memory is None:
            return bool(told)
        if told is not None:
            memory.remember(BY_SCHOOL, "1" if told else "")
        return memory.recall(BY_SCHOOL) == "1"

    def _gone(self, way: BrowserWay) -> FromBrowser:
        with closing(self._line()) as line:
            return self._school.from_browser(line, way)

    def _line(self) -> OfficeLine:
        key = self._work.device.key
        if key is None:
            raise KeyringUnusable("the device key is out of reach")
        return self._line_for(key, None)

    def _met(self, door: BrowserDoor, mine: object) -> None:
        self._door = door
        if self._try is not mine:
            door.close()
