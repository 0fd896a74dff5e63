"""One value sealed with the key of its record, and bound to its place there.

ChaCha20-Poly1305 (RFC 8439) with a fresh nonce; the person's ID and the place are associated
data, so a ciphertext opens nowhere else. Short values are made equally long: otherwise the
length of `yes` and `no` would tell them apart.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

VERSION = "1"
_FORMAT = b"enishi sealed value " + VERSION.encode()
_KEY, _NONCE, _TAG, _BLOCK = 32, 12, 16, 32
LEAST = (_NONCE + _TAG + _BLOCK) * 4 // 3
"""Letters of the shortest sealed value."""

Place = tuple[str, ...]
"""The way to a value: `.key` into a mapping, `#id` to an item of a list."""


def is_installed() -> bool:
    """Whether the libraries are there: they come with `pip install "enishi[seal]"`."""
    return all(find_spec(name) is not None for name in ("pyrage", "cryptography"))


@dataclass(frozen=True, repr=False)
class RecordKey:
    """The key of one record. It has no text form: faults of the program show none."""

    person_id: str
    secret: bytes

    @classmethod
    def fresh(cls, person_id: str) -> RecordKey:
        return cls(person_id, os.urandom(_KEY))

    @classmethod
    def unpacked(cls, data: bytes) -> RecordKey | None:
        """A key from `packed`; None for anything else."""
        if len(data) <= _KEY or not data[_KEY:].isascii():
            return None
        return cls(data[_KEY:].decode("ascii"), data[:_KEY])

    @property
    def packed(self) -> bytes:
        """What is wrapped for the recipients: the key, and whose it is."""
        return self.secret + self.person_id.encode("ascii")

    @cached_property
    def _aead(self) -> ChaCha20Poly1305:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        return ChaCha20Poly1305(self.secret)

    def seal(self, text: str, place: Place) -> str:
        nonce = os.urandom(_NONCE)
        return encoded(nonce + self._aead.encrypt(nonce, _padded(text), self._bound_to(place)))

    def open(self, sealed: str, place: Place) -> str | None:
        """The text; None for what was altered, cut, or sealed for another place or person."""
        from cryptography.exceptions import InvalidTag

        data = decoded(sealed)
        if data is None or len(data) < _NONCE + _TAG + _BLOCK:
            return None
        try:
            plain = self._aead.decrypt(data[:_NONCE], data[_NONCE:], self._bound_to(place))
        except InvalidTag:
            return None
        return _unpadded(plain)

    def _bound_to(self, place: Place) -> bytes:
        """Neither keys nor IDs hold a NUL, so no two places are bound alike."""
        return b"\0".join([_FORMAT, self.person_id.encode("ascii"), *map(str.encode, place)])


def _padded(text: str) -> bytes:
    """To whole blocks, in a way that can be undone (ISO/IEC 7816-4)."""
    data = text.encode("utf-8") + b"\x80"
    return data + b"\0" * (-len(data) % _BLOCK)


def _unpadded(data: bytes) -> str | None:
    """None for what `_padded` did not make: whoever has a public key can seal anything."""
    text = data.rstrip(b"\0")
    try:
        return text[:-1].decode("utf-8") if text.endswith(b"\x80") else None
    except UnicodeDecodeError:
        return None


def encoded(data: bytes) -> str:
    """Base64 for addresses, without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decoded(text: str) -> bytes | None:
    """The bytes of `encoded`; None for any other spelling of them."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return data if encoded(data) == text else None
