"""Who can open sealed records: recipients by their public keys, and the identity at hand.

Both are age's (https://age-encryption.org/v1), in the files that age itself reads.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from enishi.desk.cipher import RecordKey, decoded, encoded, is_installed
from enishi.problems import Mark, Problems, refusal
from enishi.source.files import load_text
from enishi.writing import put_new

if TYPE_CHECKING:
    from pyrage import x25519

RECIPIENTS = "recipients.txt"
"""In the private folder, and as public as the sealed records are."""
_MOST = 10_000
"""Bytes of an identity file."""
_GROUP = re.compile(r"[\s-]+")
_PREFIX = "AGE-SECRET-KEY-"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key to which records are sealed."""

    text: str
    """As age writes it: `age1…`."""

    @property
    def sign(self) -> str:
        """What a sealed record calls it by."""
        return hashlib.sha256(self.text.encode("ascii")).hexdigest()[:16]


def load_recipients(folder: Path, shown: str, problems: Problems) -> tuple[Recipient, ...]:
    """Those of the private folder; none where there is no such file. `shown` is how it is named."""
    if not os.path.lexists(folder / RECIPIENTS):
        return ()
    faults = Problems()
    source = load_text(folder, RECIPIENTS, faults)
    problems.extend(replace(one, path=shown) for one in faults)
    found: dict[str, Recipient] = {}
    for number, line in enumerate(source.text.split("\n") if source else (), 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if is_recipient(word):
            found[word] = Recipient(word)
        else:
            problems.add(shown, Mark(number), "recipients-bad")
    return tuple(found.values())


def is_recipient(text: str) -> bool:
    """Whether it is a public key; by its form alone where the libraries are not installed."""
    if not re.fullmatch(r"age1[a-z0-9]{58}", text):
        return False
    if not is_installed():
        return True
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def wrapped(key: RecordKey, recipients: Iterable[Recipient]) -> str:
    """The record's key, for each of the recipients and nobody else."""
    return encoded(sealed_for(recipients, key.packed))


def sealed_bytes(text: str, recipients: Iterable[Recipient]) -> bytes:
    """A text as an age file."""
    return sealed_for(recipients, text.encode())


def opened_text(data: bytes, ring: Ring) -> str | None:
    """The text of `sealed_bytes`; None where it is for others, or was altered."""
    plain = ring.decrypt(data)
    return None if plain is None else plain.decode("utf-8", "replace")


def sealed_for(recipients: Iterable[Recipient], data: bytes) -> bytes:
    """Data as an age file."""
    import pyrage

    to = [pyrage.x25519.Recipient.from_str(one.text) for one in recipients]
    return bytes(pyrage.encrypt(data, to))


@dataclass(frozen=True)
class Identity:
    """A secret key, never shown as text but by `secret`."""

    key: x25519.Identity

    def __repr__(self) -> str:
        return "Identity(…)"

    @classmethod
    def fresh(cls) -> Identity:
        import pyrage

        return cls(pyrage.x25519.Identity.generate())

    @classmethod
    def typed(cls, text: str) -> Identity | None:
        """From a key as people type it from paper: in groups, in whatever case."""
        import pyrage

        word = _GROUP.sub("", text).upper().removeprefix(_PREFIX.replace("-", ""))
        try:
            return cls(pyrage.x25519.Identity.from_str(_PREFIX + word))
        except pyrage.IdentityError:
            return None

    @property
    def secret(self) -> str:
        return str(self.key)

    @property
    def recipient(self) -> Recipient:
        return Recipient(str(self.key.to_public()))


class Ring:
    """The identities at hand, read when the first sealed record is to be opened."""

    def __init__(self, file: Path | None = None, identities: tuple[Identity, ...] = ()) -> None:
        self.file = file
        self._given = identities

    @cached_property
    def fault(self) -> str:
        """Why nothing can be opened, as the code of a problem; empty where it can."""
        if not is_installed():
            return "sealed-library"
        if self._given:
            return ""
        fault = fault_of_file(self.file) if self.file else "sealed-locked"
        return fault or ("" if self.identities else "identity-bad")

    @property
    def is_locked(self) -> bool:
        """Whether there is simply no key here, as at a host that builds the public site."""
        return self.fault in ("sealed-locked", "sealed-library")

    @property
    def name(self) -> str:
        """What problems call the file by: no path of the machine."""
        return self.file.name if self.file else "identity.txt"

    @cached_property
    def identities(self) -> list[x25519.Identity]:
        """Those that were given, or are in the file."""
        if self._given or self.file is None:
            return [one.key for one in self._given]
        text = self.file.read_bytes()[:_MOST].decode("utf-8", "replace")
        lines = [line.strip() for line in text.splitlines()]
        found = [Identity.typed(line) for line in lines if line and not line.startswith("#")]
        return [one.key for one in found if one]

    @property
    def recipients(self) -> list[Recipient]:
        """The public halves."""
        return [] if self.fault else [Identity(one).recipient for one in self.identities]

    def unwrap(self, text: str) -> RecordKey | None:
        """A record's key; None where it is for others, or was altered."""
        data = decoded(text)
        plain = self.decrypt(data) if data else None
        return RecordKey.unpacked(plain) if plain else None

    def decrypt(self, data: bytes) -> bytes | None:
        """What an age file holds; None where it is for others, or was altered."""
        if self.fault:
            return None
        import pyrage

        try:
            return bytes(pyrage.decrypt(data, self.identities))
        except pyrage.DecryptError:
            return None


def fault_of_file(file: Path) -> str:
    """What makes an identity file no good, as the code of a problem; empty for nothing."""
    try:
        status = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return "sealed-locked"
    except OSError:
        return "identity-bad"
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST:
        return "identity-bad"
    if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return "identity-open"
    if any((folder / ".git").exists() for folder in file.resolve().parents):
        return "identity-tracked"
    return ""


def identity_in(file: Path) -> Identity | None:
    """The first one of a file; None where there is none, or it is no good."""
    found = Ring(file)
    return None if found.fault else Identity(found.identities[0])


def write_identity(file: Path, identity: Identity) -> None:
    """Make the file, for its owner alone.

    Raises `Refused` where there is one already, and in a repository.
    """
    if os.path.lexists(file):
        raise refusal(file.name, "identity-there")
    if any((folder / ".git").exists() for folder in file.resolve().parents):
        raise refusal(file.name, "identity-tracked")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = f"# public key: {identity.recipient.text}\n{identity.secret}\n"
    put_new(file, text.encode("ascii"), 0o600)
