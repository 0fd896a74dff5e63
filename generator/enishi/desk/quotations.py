"""What of a mail its sender wrote, and what is the letter that they answer."""

from __future__ import annotations

import re

_BEGINNINGS = (
    r"-{2,}\s*(?:original message|forwarded message|元のメッセージ|転送メッセージ)",
    r"on\b.{5,300}\bwrote:\s*$",
    r"le\b.{5,300}\ba écrit\s*:\s*$",
    r"\d{4}[年/-]\d{1,2}[月/-]\d{1,2}.{0,300}(?:wrote|書きました|のメール|<[^<>]+>)\s*[:：]\s*$",
    r"_{10,}\s*$",
    r"(?:from|差出人|送信者|送信元)\s*[:：].{0,200}@",
    r"-- $",
    r"begin forwarded message:",
)
"""Lines behind which nothing is the sender's own: what mail programs put above the letter that
is answered, and above signatures (RFC 3676, 4.3)."""
_QUOTATION = re.compile("|".join(f"(?:{one})" for one in _BEGINNINGS), re.IGNORECASE)
_WRAPPED = re.compile(r"on\b.{5,300}$", re.IGNORECASE)


_RULE = re.compile(r"\s*(?:([-=_*~#+.・─━―═＝＊＿])\s?(?:\1\s?){2,}|[┏┌╔].*)\s*\Z")
_DEVICE = re.compile(
    r"\s*(?:sent from my |get outlook for |"
    r"(?:iphone|ipad|android|スマートフォン|携帯).{0,8}から(?:の)?送信)",
    re.IGNORECASE,
)
_MOST = 12
"""So many lines a signature may have."""


def without_signature(text: str) -> str:
    """The text without what a program or a habit puts beneath it: a rule, with at most a dozen
    lines under it, or what the device says of itself."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        beneath = [one for one in lines[number + 1 :] if one.strip()]
        if _DEVICE.match(line) or (_RULE.match(line) and len(beneath) <= _MOST):
            return "\n".join(lines[:number]).strip()
    return text.strip()


def own_of(text: str) -> str:
    """The sender's own lines. A form that they filled in beneath `>` is not theirs: it was
    already there."""
    lines = [line[:2000] for line in text.split("\n")]
    own: list[str] = []
    for number, line in enumerate(lines):
        bare = line.lstrip()
        behind = lines[number + 1] if number + 1 < len(lines) else ""
        if _QUOTATION.match(bare) or (
            _WRAPPED.match(bare) and behind.rstrip().endswith("wrote:") and len(behind) < 200
        ):
            break
        if not bare.startswith((">", "＞")):
            own.append(line.rstrip())
    return "\n".join(own).strip()
