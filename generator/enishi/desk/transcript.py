"""What an import writes: a record as a file of its own, or changes put into one that is there.

Remarks and every other character of a record that is there stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from enishi.desk.comparison import Change, Record
from enishi.desk.emendation import Plain, Wish, emended
from enishi.desk.trees import Item, Leaf, Tree, in_clear, written
from enishi.grafting import Graft, grafted
from enishi.insertion import scalar_of

_PLAIN = re.compile(r"\w[\w.+-]*@\w[\w.-]*\w\Z", re.ASCII)
"""An e-mail address, which reads as it stands wherever it stands."""


def text_of(record: Record, batch: Mapping[str, Plain]) -> str:
    """A record as a file of its own."""
    whole = dict(record)
    if batch:
        before = whole.get("imported", [])
        whole["imported"] = [*(before if isinstance(before, list) else [before]), dict(batch)]
    tree = _tree(whole)
    return written(tree, _say) if isinstance(tree, dict) else ""


def amended(text: str, changes: Iterable[Change], batch: Mapping[str, Plain]) -> str | None:
    """The text of a record with these values, and with one batch more of what no field has; None
    where there is no place for them."""
    changes = list(changes)
    made = emended(_unix(text), *(_wish(one) for one in changes if not _is_large(one)))
    for one in changes:
        if _is_large(one) and made is not None:
            made = _with_large(made, one)
    if batch and made is not None:
        made = grafted(made, Graft(("imported",), "", _flow(dict(batch))))
    return made.replace("\n", "\r\n") if made is not None and "\r\n" in text else made


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tree(value: Plain) -> Tree:
    if isinstance(value, dict):
        return {key: _tree(one) for key, one in value.items()} or Leaf("m", "{}")
    if isinstance(value, list):
        return tuple(Item("", _tree(one)) for one in value) or Leaf("l", "[]")
    return Leaf("q", value)


def _say(leaf: Leaf, place: tuple[str, ...], pad: str) -> str:
    if leaf.style != "q" or "\n" in leaf.text:
        return in_clear(leaf, place, pad)
    if _PLAIN.match(leaf.text) or scalar_of(leaf.text) == leaf.text:
        return leaf.text
    return in_clear(leaf, place, pad)


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _say(Leaf("q", value), (), "") if "\n" not in value else _quoted(value)


def _quoted(text: str) -> str:
    return in_clear(Leaf("q", text.replace("\n", "\0")), (), "").replace("\\u0000", "\\n")


def _is_large(change: Change) -> bool:
    """Whether a value is more than a line, or a mapping of lines."""
    value = change.new
    inner = value.values() if isinstance(value, dict) else ()
    return isinstance(value, list) or any(not isinstance(one, str) for one in inner)


def _wish(change: Change) -> Wish:
    value = change.new
    assert not isinstance(value, list)  # noqa: S101  (those are large)
    said = value if isinstance(value, str) else {key: str(one) for key, one in value.items()}
    return Wish(change.trail, said, change.is_row)


def _with_large(text: str, change: Change) -> str | None:
    """A key with all that it holds, at the end of a record or deep within; or a whole row."""
    if change.is_row:
        row, name = _flow(change.new), str(change.trail[-1])
        added = grafted(text, Graft(change.trail, "", row))
        return added or grafted(text, Graft(change.trail[:-1], name, [row]))
    if len(change.trail) > 1:
        trail, name = change.trail[:-1], str(change.trail[-1])
        return grafted(text, Graft(trail, name, _flow(change.new)))
    if text and not text.endswith("\n"):
        text += "\n"
    made = _tree({str(change.trail[0]): change.new})
    return text + written(made, _say) if isinstance(made, dict) else None
