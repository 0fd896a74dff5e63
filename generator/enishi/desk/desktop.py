"""The page of `enishi desk`: from a request to its answer (WSGI, PEP 3333).

What is asked for with GET changes nothing. A form is answered with the way to a page that tells
what was done, so that to load that page again does nothing twice; one with faults is shown again
with what was typed. One answer is made at a time: two browsers cannot write over each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from threading import Lock
from typing import Any

from enishi import __version__
from enishi.desk.blames import blames_of
from enishi.desk.departure import file_sent
from enishi.desk.errands import ERRANDS
from enishi.desk.forms import MAX_BYTES, Form, form_in
from enishi.desk.inquiries import INQUIRIES
from enishi.desk.leaves import Echo, Leaves
from enishi.desk.office import Office
from enishi.desk.reply import Done, Reply, onward, plain
from enishi.desk.wicket import Knock, Wicket
from enishi.problems import Mark, Problem, Problems, Refused
from enishi.report import place_of, render_problems

LANGUAGES = ("ja", "en")
_SPOKEN = "enishi-desk-lang"
_MOST_TOLD = 50
_PERSON = re.compile(r"[a-z0-9-]{1,64}\Z", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
FETCH = "fetch"
"""Where the form leads that is answered with a file."""
_LOOKED_AT = ("arrivals", "luggage")
"""Pages of what lies on the tray."""
_GUARDS = (
    ("Server", "enishi"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    # With `no-referrer` a browser would not say where a form comes from.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Desktop:
    """The page of one desk, for as long as it is open."""

    wicket: Wicket
    office_in: Callable[[str], Office]
    """The portal as it is now, for a page in that language. Raises `Refused`."""
    lang: str
    _told: dict[int, Done] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    _turn: Lock = field(default_factory=Lock)

    def __call__(self, environ: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
        reply = self.answer(_knock_of(environ), lambda: _body_of(environ), environ)
        status = HTTPStatus(reply.status)
        headers = [
            ("Content-Type", reply.kind),
            ("Content-Length", str(len(reply.body))),
            ("Content-Security-Policy", reply.policy or POLICY),
            *_GUARDS,
            *reply.headers,
        ]
        start_response(f"{status.value} {status.phrase}", headers)
        return [reply.body]

    def answer(
        self, knock: Knock, body: Callable[[], bytes | None], environ: Mapping[str, Any]
    ) -> Reply:
        """What is said to whom. Nothing is done for who may not come in."""
        lang = _lang_of(knock, self.lang)
        if not self.wicket.is_ours(knock):
            return plain(HTTPStatus.FORBIDDEN, "office.closed", lang)
        if self.wicket.is_at_the_door(knock):
            with self._turn:
                cookie = self.wicket.turned(knock)
            if cookie is None:
                return plain(HTTPStatus.FORBIDDEN, "office.closed", lang)
            return onward(self.wicket.base, ("Set-Cookie", cookie))
        if not self.wicket.lets_in(knock):
            return plain(HTTPStatus.FORBIDDEN, "office.closed", lang)
        with self._turn:
            return self._answered(knock, body, str(environ.get("CONTENT_TYPE", "")), lang)

    def _answered(
        self, knock: Knock, body: Callable[[], bytes | None], kind: str, lang: str
    ) -> Reply:
        try:
            if knock.method == "GET":
                return self._shown(knock, lang)
            if knock.method == "POST":
                return self._done(knock, body(), kind, lang)
        except Refused as refused:
            return Reply(
                render_problems(refused.problems, lang, "text").encode(),
                "text/plain; charset=utf-8",
                HTTPStatus.CONFLICT,
            )
        except Exception as fault:  # the last resort: no value of a record reaches the terminal
            said = {"kind": type(fault).__name__, "place": place_of(fault)}
            return plain(500, "program-fault", lang, **said, version=__version__)
        return plain(HTTPStatus.METHOD_NOT_ALLOWED, "office.nothing", lang)

    def _shown(self, knock: Knock, lang: str) -> Reply:
        place, asked = knock.path.removeprefix(self.wicket.base), knock.asked
        leaves = Leaves(self.office_in(lang), self.wicket)
        reply = leaves.page(place, asked, self._echo(asked.get("told", "")))
        if reply is None:
            return plain(HTTPStatus.NOT_FOUND, "office.nothing", lang)
        if asked.get("lang") in LANGUAGES:
            cookie = f"{_SPOKEN}={lang}; Path={self.wicket.base}; HttpOnly; SameSite=Strict"
            return reply.with_header("Set-Cookie", cookie)
        return reply

    def _done(self, knock: Knock, body: bytes | None, kind: str, lang: str) -> Reply:
        if body is None:
            return plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "office.large", lang)
        form, place = form_in(body, kind), knock.path.removeprefix(self.wicket.base)
        if form is None:
            return plain(HTTPStatus.BAD_REQUEST, "office.nothing", lang)
        if not self.wicket.takes(knock, form.text("mark")):
            return plain(HTTPStatus.FORBIDDEN, "office.foreign", lang)
        leaves = Leaves(self.office_in(lang), self.wicket)
        try:
            if place in INQUIRIES:
                return leaves.answer(place, form)
            if place == FETCH:
                return file_sent(leaves.office, form)
            if place not in ERRANDS:
                return plain(HTTPStatus.NOT_FOUND, "office.nothing", lang)
            done = ERRANDS[place](leaves.office, form)
        except Refused as refused:
            faults = refused.problems
        except OSError:  # the disk is full, or may not be written to
            faults = Problems()
            faults.extend([Problem(leaves.office.cabinet.shown(""), Mark(), "write-failed")])
        else:
            return onward(self._way_on(done, form))
        echo = Echo(form.text("at") or place, blames=blames_of(faults, lang), typed=form.fields)
        again = leaves.page(_origin_of(form), {"q": form.text("q")}, echo)
        reply = again or plain(HTTPStatus.BAD_REQUEST, "office.nothing", lang)
        return reply.with_status(HTTPStatus.UNPROCESSABLE_ENTITY)

    def _echo(self, number: str) -> Echo:
        done = next((one for at, one in self._told.items() if str(at) == number), None)
        return Echo(done.place, done.lines, done.hint) if done else Echo()

    def _way_on(self, done: Done, form: Form) -> str:
        """To the page that the form stood on, which tells what was done."""
        number = next(self._numbers)
        self._told[number] = done
        self._told.pop(number - _MOST_TOLD, None)
        span = form.text("span")
        more = f"&span={span}" if span in ("week", "month") else ""
        page = _origin_of(form) if done.page is None else done.page
        return f"{self.wicket.base}{page}?told={number}{more}"


def _origin_of(form: Form) -> str:
    """The page that a form stood on: the first, or another one with forms."""
    origin, person, kept = form.text("from"), form.text("person"), form.text("kept")
    if origin == "person" and _PERSON.match(person):
        return f"person/{person}"
    if origin in _LOOKED_AT and _NUMBER.match(kept):
        return f"{origin}/{kept}"
    return origin if origin in ("ties", "succession") else ""


def _knock_of(environ: Mapping[str, Any]) -> Knock:
    return Knock(
        str(environ.get("REQUEST_METHOD", "")),
        str(environ.get("PATH_INFO", "")),
        str(environ.get("QUERY_STRING", "")),
        str(environ.get("HTTP_HOST", "")),
        str(environ.get("HTTP_ORIGIN", "")),
        str(environ.get("HTTP_SEC_FETCH_SITE", "")),
        str(environ.get("HTTP_COOKIE", "")),
    )


def _body_of(environ: Mapping[str, Any]) -> bytes | None:
    """What was sent; None where it is more than a form of ours can be, or nobody says how much."""
    length = str(environ.get("CONTENT_LENGTH", ""))
    if not (length.isascii() and length.isdigit() and len(length) < 12):
        return None
    if int(length) > MAX_BYTES:
        return None
    data: bytes = environ["wsgi.input"].read(int(length))
    return data


def _lang_of(knock: Knock, usual: str) -> str:
    asked = knock.asked.get("lang", "") or knock.cookie(_SPOKEN)
    return asked if asked in LANGUAGES else usual
