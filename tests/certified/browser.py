"""A browser as far as logging in goes: it follows, keeps cookies, and fills in forms."""

import re
import ssl
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import httpx
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

_ACTION = re.compile(r'<form [^>]*action="([^"]+)"')
_INPUT = re.compile(r"<input [^>]*>")
_NAMED = re.compile(r'(name|value)="([^"]*)"')
_ABORT = re.compile(r'href="([^"]+/abort)"')


class Browser(QObject):
    """What the system opens addresses with, and who sits at it."""

    def __init__(self, ca: Path) -> None:
        super().__init__()
        trusted = ssl.create_default_context(cafile=ca)
        self._http = httpx.Client(verify=trusted, trust_env=False, follow_redirects=False)
        self.account, self.declines = "u-1", False
        self.without: dict[str, str] = {}
        """What somebody has the address say otherwise on the way; empty leaves it out."""
        self.filled_in: list[str] = []
        """Which pages asked something, in order."""
        self.last = ""
        QDesktopServices.setUrlHandler("https", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        told = self._http.get(
            self._changed(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        )
        for _ in range(20):
            if told.is_redirect:
                told = self._http.get(urljoin(str(told.url), told.headers["location"]))
            elif _ACTION.search(told.text):
                told = self._fill_in(told)
            else:
                break
        self.last = told.text

    def close(self) -> None:
        QDesktopServices.unsetUrlHandler("https")
        self._http.close()

    def _changed(self, address: str) -> str:
        parts = urlsplit(address)
        told = dict(parse_qsl(parts.query)) | self.without
        return urlunsplit(parts._replace(query=urlencode({k: v for k, v in told.items() if v})))

    def _fill_in(self, page: httpx.Response) -> httpx.Response:
        """Log in or agree, or decline."""
        abort, action = _ABORT.search(page.text), _ACTION.search(page.text)
        if self.declines and abort is not None:
            return self._http.get(urljoin(str(page.url), unescape(abort[1])))
        fields = (dict(_NAMED.findall(each)) for each in _INPUT.findall(page.text))
        told = {each["name"]: each.get("value", "") for each in fields}
        prompt = told.get("prompt", "another account")
        self.filled_in.append(prompt)
        told |= {"login": self.account, "password": "any"} if prompt == "login" else {}
        assert action is not None
        return self._http.post(urljoin(str(page.url), unescape(action[1])), data=told)
