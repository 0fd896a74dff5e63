"""E-mail addresses as values of records and settings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enishi.source.schema import Reading, Text, Trail
from enishi.source.tree import Node

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\.]+(?:\.[^\s@<>()\[\],;:\"\\.]+)+\Z"
)


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address (RFC 5321: 64 octets before the @, 254 in all), without a name."""

    name: tuple[str, str] = ("メールアドレス", "e-mail address")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = Text(254).read(node, at, field)
        if text and not is_email(text):
            at.error(node.mark, "email-bad", field)
            return None
        return text


def is_email(text: str) -> bool:
    return len(text) <= 254 and bool(_EMAIL.match(text))
