"""What a file leaves to be sifted, line by line: most lines of a page stand in many others.

A line is looked into once. What can be seen of the lines is put together again, so that a value is
found across them; what is hidden in a line is hidden there wholly, or the file is read as one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from enishi.desk.disguises import folded_bytes, hidden_in, is_torn, parts_of, told_by, unescaped

_BETWEEN = b" \t\n\r\v\f\x1c\x1d\x1e\x1f()./-"
_WIDER = [sign.encode() for sign in "‐‑‒–—―ー−\x85\u1680\u2028\u2029"]
_LONG = 2000
"""Letters of a line that is in no other file."""


class Trace(NamedTuple):
    """A line as it is sifted."""

    seen: bytes
    hidden: bytes
    is_torn: bool
    """Whether what it hides goes on in the next line."""


def bare(plain: bytes) -> bytes:
    """Without what may stand between the digits of a phone number, or where lines are broken."""
    if not plain.isascii():
        for sign in _WIDER:
            plain = plain.replace(sign, b"")
    return plain.translate(None, _BETWEEN)


def traces_of(text: str) -> bytes:
    """All that a text says, as bytes that a `Sieve` looks through."""
    found = [_often(line) if len(line) < _LONG else _trace_of(line) for line in text.split("\n")]
    seen, hidden, torn = zip(*found, strict=True)
    if any(torn):
        return bare(folded_bytes(told_by(text)))
    return b"\0".join((b"".join(seen), *filter(None, hidden)))


def _trace_of(line: str) -> Trace:
    line = unescaped(line)
    seen, tags = parts_of(line)
    hidden = "\n".join(hidden_in(line))
    told = f"{seen}\0{tags}\0{told_by(hidden)}" if hidden else f"{seen}\0{tags}"
    first, _, rest = bare(folded_bytes(told)).partition(b"\0")
    return Trace(first, rest, is_torn(line))


_often = lru_cache(maxsize=20_000)(_trace_of)
