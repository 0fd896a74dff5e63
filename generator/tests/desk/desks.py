"""A desk without a server: what a browser would send, and what it would get."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from re import findall
from urllib.parse import quote, urlencode

from portals import SmallPortal

from enishi.commands.desk import offices_of
from enishi.desk.desktop import Desktop
from enishi.desk.wicket import Wicket

TODAY = "2026-11-22"
PORT = 8123
HOST = f"127.0.0.1:{PORT}"
PORTAL: dict[str, str | bytes] = {
    "alumni/ken.yml": "name: {family: 佐藤, given: 健一, kana: さとう けんいち, latin: Kenichi Sato}\n"
    "tenures: [{joined: 2010-04-01, left: 2020-03-31}]\n"
    "profiles: {linkedin: https://www.linkedin.com/in/ken}\n"
    "now: {company: 株式会社みなと}\nopen_to: [refer]\n"
    "consents: [{purpose: referral, status: given, on: 2024-01-01, how: 書面}]\n",
    "alumni/miki.yml": "name: 森 美紀\ntenures: [{joined: 2012-04, left: 2024-11-27}]\n",
    "private/ken.yml": "emails: [ken@example.com]\ncare: {cadence: monthly, owner: 三好}\n"
    "touches:\n- {on: 2026-08-02, channel: phone, direction: in, note: 二号店の話。}\n",
    "private/rie.yml": "stage: graduate\n",
}

EXPORT = (
    "Notes:\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ken,Sato,https://www.linkedin.com/in/ken,,,,27 Nov 2024\n"
    "美紀,森,,,,,03 Mar 2025\n健一,佐藤,,,,,01 Jan 2020\nSomebody,Else,,,,,01 Jan 2020\n"
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        return unescape(self.text)


@dataclass
class Guest:
    """Somebody with a browser; comes in with a key, and keeps the cookie."""

    desktop: Desktop
    cookie: str = ""
    origin: str = f"http://{HOST}"
    host: str = HOST
    site: str = "same-origin"
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", kind: str = "") -> Answer:
        place, _, query = path.partition("?")
        told: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": place,
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "HTTP_ORIGIN": self.origin if method == "POST" else "",
            "HTTP_SEC_FETCH_SITE": self.site,
            "HTTP_COOKIE": self.cookie,
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **self.headers,
        }
        parts = self.desktop(environ, lambda status, headers: told.append((status, headers)))
        answer = Answer(int(told[0][0][:3]), dict(told[0][1]), b"".join(parts))
        if "Set-Cookie" in answer.headers:
            more = answer.headers["Set-Cookie"].partition(";")[0]
            self.cookie = f"{self.cookie}; {more}".removeprefix("; ")
        return answer

    def enter(self) -> Guest:
        address = self.desktop.wicket.address()
        assert self.ask(address.partition(HOST)[2]).status == 303
        return self

    def go(self, place: str = "") -> Answer:
        return self.ask(self.desktop.wicket.base + quote(place, safe="/?=&%"))

    def send(self, action: str, **fields: str) -> Answer:
        """A form, as its page holds it."""
        body = urlencode({"mark": self.desktop.wicket.mark, **fields}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.ask(self.desktop.wicket.base + action, "POST", body, kind)

    def hand(self, action: str, name: str, data: bytes, **fields: str) -> Answer:
        """A form with a file."""
        parts = {"mark": self.desktop.wicket.mark, **fields}.items()
        texts = (f'name="{key}"\r\n\r\n{one}'.encode() for key, one in parts)
        file = f'name="file"; filename="{name}"\r\n\r\n'.encode() + data
        head = b"--zz\r\nContent-Disposition: form-data; "
        body = b"".join(head + one + b"\r\n" for one in (*texts, file)) + b"--zz--\r\n"
        kind = "multipart/form-data; boundary=zz"
        return self.ask(self.desktop.wicket.base + action, "POST", body, kind)

    def led(self, answer: Answer) -> Answer:
        """The page to which a form leads."""
        assert answer.status == 303, answer.text
        return self.ask(answer.headers["Location"])

    def told(self, answer: Answer) -> str:
        """What the page tells to which a form leads."""
        assert answer.status == 303, answer.text
        return self.ask(answer.headers["Location"]).words


def desk_of(root: Path, today: str | None = TODAY, lang: str = "ja") -> Desktop:
    return Desktop(Wicket(PORT), offices_of(root, today), lang)


def guest_of(small: SmallPortal, today: str | None = TODAY, lang: str = "ja") -> Guest:
    return Guest(desk_of(small.root, today, lang)).enter()


def forms_in(page: str) -> set[str]:
    """Where the forms of a page lead."""
    return {
        one.rpartition("/")[2] for one in findall(r'<form method="post" action="([^"]*)"', page)
    }


def snapshot(root: Path) -> dict[str, bytes]:
    """Every record of a portal."""
    kept = (root / "private", root / "alumni", root / "content")
    files = (file for folder in kept for file in folder.rglob("*") if file.is_file())
    return {
        str(one): one.read_bytes()
        for one in files
        if ".index" not in one.parts and one.name != ".enishi-key"
    }
