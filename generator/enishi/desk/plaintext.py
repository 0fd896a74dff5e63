"""What a file says to a reader: letters decoded, pages without tags."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath

from enishi.desk.disguises import parts_of
from enishi.desk.incoming import incoming_of
from enishi.desk.letterbox import Raw

_UNSEEN = re.compile(r"<(style|script|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_FILLER = re.compile("[\u00a0\u00ad\u034f\u200b-\u200d]{2,}")
"""What letters put behind their first line, so that no more of them is shown beside it."""
_BLANK = re.compile(r"[ \t]*\n\s*\n\s*")


def plaintext(path: str, data: bytes) -> str | None:
    """The text of a file; None where it is no text."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".eml":
        mail = incoming_of(Raw(path, data))
        return f"{mail.subject}\n\n{mail.text}"
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    if suffix == ".html":
        text = _FILLER.sub("", unescape(parts_of(_UNSEEN.sub("", text))[0]))
        text = _BLANK.sub("\n\n", text).strip()
    return text
