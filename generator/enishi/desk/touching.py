"""Writes a touch, and how somebody wants to be kept in touch with, into their private record.

Every other character stays. The new text is read again: it must be without fault and say what
the old one said, and the new things besides. A sealed record is opened for it and sealed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from enishi.dates import day_of, months_after
from enishi.desk.pen import Pen
from enishi.desk.sealing import Sealing
from enishi.desk.trees import Branch, Item, Leaf, Tree, branch_of, sense_of
from enishi.insertion import Pairs, scalar_of, with_rows, with_value
from enishi.problems import Problems, Refused, refusal
from enishi.references import nearest
from enishi.source.files import list_files
from enishi.source.nodes import parse_yaml
from enishi.source.records import PEOPLE, people_paths
from enishi.source.tree import Mapping as Record
from enishi.source.tree import Scalar

_SPAN = re.compile(
    r"(\d{1,3}) ?(days?|weeks?|months?|years?|日|週間?|か月|ヶ月|カ月|ヵ月|年)\Z", re.ASCII
)
_DAYS = {"d": 1, "日": 1, "w": 7, "週": 7}
_MONTHS = {"y": 12, "年": 12}
USUAL = "mail"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written down about one person."""

    rows: Mapping[str, Sequence[Pairs]] = field(default_factory=dict)
    """`{list: new rows}`, as YAML."""
    care: Pairs = ()


def touch_of(on: date, channel: str, note: str, *, came_in: bool, question: bool | None) -> Pairs:
    """A touch as a row of `touches`."""
    found = [("on", on.isoformat()), ("channel", channel)]
    found.append(("direction", "in" if came_in else "out"))
    if note:
        found.append(("note", scalar_of(note)))
    if question is not None:
        found.append(("question", "yes" if question else "no"))
    return found


def day_after(text: str, today: date) -> date | None:
    """`2027-01-10`, or so long after today: `3months`, `2週間`; None for anything else."""
    match = _SPAN.match(text.strip())
    if match is None:
        return day_of(text.strip())
    number, unit = int(match[1]), match[2][0]
    if unit in _DAYS:
        return date.fromordinal(min(today.toordinal() + number * _DAYS[unit], _LAST))
    return months_after(today, number * _MONTHS.get(unit, 1))


_LAST = date(9998, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes into the private records of a cabinet."""

    sealing: Sealing

    def usual_channel(self, person_id: str) -> str:
        """How the record says that they are reached."""
        path = self._pen.path_of(person_id)
        node = self.sealing.opened(path, Problems())[0] if self._pen.is_there(path) else None
        found = node.get("care", "channel") if isinstance(node, Record) else None
        return found.text if isinstance(found, Scalar) and found.text else USUAL

    def write(self, person_id: str, entry: Entry) -> bool:
        """Whether a record had to be begun. Raises `Refused` for an unknown person, a record with
        faults, and what has no place in it; then nothing is written."""
        self.check_person(person_id)
        return self._pen.amend(person_id, partial(self._inscribed, entry), "touch-changed")

    @property
    def _pen(self) -> Pen:
        return Pen(self.sealing)

    def check_person(self, person_id: str) -> None:
        """Raises `Refused` where no file is called after them."""
        cabinet = self.sealing.cabinet
        known = {_stem(path) for path in people_paths(list_files(cabinet.root, PEOPLE))}
        known |= {_stem(path) for path in cabinet.record_paths()}
        if person_id not in known:
            raise refusal("ID", "somebody-unknown", near=nearest(person_id, known))

    def _inscribed(self, entry: Entry, path: str, text: str, before: Branch) -> str:
        shown, new = self.sealing.cabinet.shown(path), text
        for key, rows in entry.rows.items():
            new = with_rows(new, key, rows) or ""
        for name, value in entry.care:
            new = with_value(new, "care", name, value) or ""
        try:
            after = self._pen.tree(path, new)
        except Refused:
            raise refusal(shown, "touch-unplaced") from None
        if sense_of(after) != sense_of(_expected(before, entry)):
            raise refusal(shown, "touch-unplaced")
        return new


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _expected(before: Branch, entry: Entry) -> Branch:
    """What the record must say afterwards."""
    after: Branch = dict(before)
    for key, rows in entry.rows.items():
        after[key] = (*_items(before.get(key)), *(Item("", _read(row)) for row in rows))
    if entry.care:
        care = before.get("care")
        after["care"] = {**(care if isinstance(care, dict) else {}), **_read(entry.care)}
    return after


def _items(tree: Tree | None) -> tuple[Item, ...]:
    """The items of a list; a single record counts as a list of one, and nothing as none."""
    if tree is None or isinstance(tree, Leaf):
        return ()
    return (Item("", tree),) if isinstance(tree, dict) else tree


def _read(pairs: Pairs) -> Branch:
    """What the new lines say."""
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    node = parse_yaml(text, "", Problems())
    return branch_of(node) if isinstance(node, Record) else {}
