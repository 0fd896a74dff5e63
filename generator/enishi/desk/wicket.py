"""Who may come in to the page of the desk: one browser of one person, on this machine.

Loopback is no wall: every program and every user of the machine can reach it, and so can any web
page that is open in the browser. So whoever comes must know three things that are drawn anew each
time: a key that is used up when it is turned (a browser's command line can be seen by others on
the machine), the name of the room, which stands in every address, and a pass, which is a cookie.
Cookies are sent to every port of a host; one whose path is the room goes to nobody who does not
know the room. The name of the host must be ours, against DNS rebinding, and a form must come from
our own page.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

PASS = "enishi-desk"  # noqa: S105  (the name of a cookie)
_BITS = 24
_MOST_KEYS = 20
"""Keys that are out at one time; older ones are void."""
_FRIENDLY = ("", "same-origin", "none")
"""What `Sec-Fetch-Site` may say; not every browser says anything."""


@dataclass(frozen=True, slots=True)
class Knock:
    """What a request says of itself."""

    method: str
    path: str
    query: str = ""
    host: str = ""
    origin: str = ""
    site: str = ""
    """`Sec-Fetch-Site`"""
    cookies: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What stands behind the question mark; of a name that stands there twice, the last."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def cookie(self, name: str) -> str:
        try:
            found = SimpleCookie(self.cookies).get(name)
        except CookieError:
            return ""
        return found.value if found else ""


def _drawn() -> str:
    return secrets.token_urlsafe(_BITS)


@dataclass(frozen=True)
class Wicket:
    """The way in to one desk, for as long as it is open."""

    port: int
    tell: Callable[[str], None] = lambda address: None
    """Told the next address, when the last one was used."""
    room: str = field(default_factory=_drawn)
    mark: str = field(default_factory=_drawn)
    """What each form of ours carries."""
    _pass: str = field(default_factory=_drawn)
    _keys: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """Where all addresses begin."""
        return f"/{self.room}/"

    def address(self) -> str:
        """An address that opens the desk once."""
        self._keys.append(_drawn())
        del self._keys[:-_MOST_KEYS]
        return f"http://127.0.0.1:{self.port}/?key={self._keys[-1]}"

    def is_ours(self, knock: Knock) -> bool:
        """Whether it is said to us, and by no other page."""
        return knock.host in self._hosts and knock.site in _FRIENDLY

    def is_at_the_door(self, knock: Knock) -> bool:
        """Whether somebody comes with a key."""
        return knock.method == "GET" and knock.path == "/" and "key=" in knock.query

    def turned(self, knock: Knock) -> str | None:
        """The cookie for who has a key that fits, which is used up; None for all others."""
        fits = [one for one in self._keys if _same(one, knock.asked.get("key", ""))]
        if not fits:
            return None
        self._keys.remove(fits[0])
        if not self._keys:
            self.tell(self.address())
        return f"{PASS}={self._pass}; Path={self.base}; HttpOnly; SameSite=Strict"

    def lets_in(self, knock: Knock) -> bool:
        """Whether they know the room, and have the pass."""
        _, room, _ = f"{knock.path}//".split("/", 2)
        known, passed = _same(self.room, room), _same(self._pass, knock.cookie(PASS))
        return known and passed

    def takes(self, knock: Knock, mark: str) -> bool:
        """Whether a form comes from a page of ours."""
        return knock.origin == f"http://{knock.host}" and _same(self.mark, mark)

    @property
    def _hosts(self) -> tuple[str, ...]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


def _same(ours: str, given: str) -> bool:
    """In a time that does not tell how much of it is right."""
    return hmac.compare_digest(ours.encode(), given.encode("utf-8", "surrogatepass"))
