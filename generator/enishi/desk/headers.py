"""Header fields of a message (RFC 5322): folded, and the same when read, whatever stands in them.

Python's own writer folds inside of encoded words, and lets a word that decodes to a line break
begin a field of its own. So fields are written here: a text is either plain ASCII in which
nothing can be taken for an encoded word, or it is encoded words from end to end (RFC 2047),
each whole and on a line of its own.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

LINE = 76
"""Characters of a line that holds an encoded word (RFC 2047 §2); others may have two more."""
_WORD = 75
_Q_LITERAL = re.compile(rb"[A-Za-z0-9!*+/-]")
"""What stands for itself in every place where an encoded word may (RFC 2047 §5.3)."""
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}\Z")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+\Z")


def text_field(name: str, text: str) -> str:
    """A field that holds a text, such as a subject."""
    tokens = _SINGLE_SPACE.split(text)
    if not _is_plain(text) or any(len(token) + len(name) + 2 > LINE for token in tokens):
        tokens = list(_words(text, len(name) + 2))
    return folded(name, tokens)


def mailbox_field(name: str, shown: str, address: str) -> str:
    """A field that holds one mailbox; `address` as `address_of` gives it."""
    return named_field(name, shown, f"<{address}>" if shown else address)


def named_field(name: str, shown: str, value: str) -> str:
    """A phrase, where there is one, and what it names (RFC 5322 §3.4, RFC 2919)."""
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", shown) + '"'
    if not shown:
        phrase = []
    elif _is_plain(shown) and len(quoted) + len(name) + 2 <= LINE:
        phrase = [quoted]
    else:
        phrase = list(_words(shown, len(name) + 2))
    return folded(name, [*phrase, value])


def folded(name: str, tokens: Iterable[str]) -> str:
    """A field whose tokens stay whole: a line ends between two of them where it must."""
    lines = [f"{name}:"]
    for token in tokens:
        if len(lines[-1]) + 1 + len(token) > LINE:
            lines.append("")
        lines[-1] += f" {token}"
    return "\r\n".join(lines) + "\r\n"


def address_of(address: str) -> str | None:
    """An address as headers and servers take it; None where they cannot.

    Some Japanese carriers gave out local parts such as `a..b.`, which stand in quotes (RFC 5321
    §4.1.2). Addresses that are not ASCII need servers that few have (RFC 6531).
    """
    local, _, domain = address.rpartition("@")
    if not _LOCAL.match(local) or not _DOMAIN.match(domain) or "=?" in local:
        return None
    return address if _ATOMS.match(local) else f'"{local}"@{domain}'


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _words(text: str, taken: int) -> Iterator[str]:
    """Encoded words, whole characters in each; so many places of the first line are taken."""
    word = min((_b_word, _q_word), key=lambda form: len(form(text)))
    part, room = "", min(_WORD, LINE - taken)
    for character in text:
        if part and len(word(part + character)) > room:
            yield word(part)
            part, room = "", _WORD
        part += character
    yield word(part)


def _b_word(text: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def _q_word(text: str) -> str:
    octets = (bytes([octet]) for octet in text.encode())
    letters = (
        "_" if one == b" " else one.decode() if _Q_LITERAL.match(one) else f"={one[0]:02X}"
        for one in octets
    )
    return f"=?utf-8?q?{''.join(letters)}?="
