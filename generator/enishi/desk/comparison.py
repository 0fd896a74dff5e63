"""What a newcomer would change in what is on file: line by line, and nothing unsaid."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from enishi.dates import partial_date_of
from enishi.desk.emendation import Plain, Trail
from enishi.desk.layout import said_in_a_line
from enishi.desk.likeness import mail_form, name_form
from enishi.desk.newcomer import Newcomer
from enishi.desk.recognition import name_in, names_of

Record = Mapping[str, Plain]
_LISTS = ("emails", "phones")
_SINGLE = ("birthday", "call", "stage")
_OURS = frozenset({*_LISTS, *_SINGLE, "person", "imported"})
_NESTED = ("now", "location", "profiles")
_WORDS = ("skills", "offers", "asks", "open_to")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that comes, or takes the place of another."""

    trail: Trail
    new: Plain = field(repr=False)
    old: Plain = field(default="", repr=False)
    is_row: bool = False
    """Whether it is one more of a list."""

    @property
    def field(self) -> str:
        """`person.tenures[0].left`"""
        text = ""
        for step in self.trail:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return text


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a newcomer and a record."""

    changes: tuple[Change, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    """`(heading, text)` that no earlier import brought."""
    left: tuple[Change, ...] = ()
    """What differs and stays as it is: a public record is its person's own, and what the desk
    wrote down counts more than an old copy of it."""

    @property
    def is_same(self) -> bool:
        return not (self.changes or self.cells)


def compared(one: Newcomer, record: Record, public: Record | None) -> Comparison:
    """`record` is the private one; `public` the other, where there is one."""
    changes = [*_lists(one.record, record), *_single(one.record, record)]
    left: list[Change] = []
    cells = list(one.rest)
    said = one.record.get("person")
    if isinstance(said, dict):
        known = public if public is not None else _mapping(record.get("person"))
        found = list(_person(said, known))
        if public is None:
            changes += found
        else:
            left += found
            cells += [(each.field, said_in_a_line(each.new)) for each in found]
    for key, value in one.record.items():
        if key in _OURS:
            continue
        if key not in record:
            changes.append(Change((key,), value))
        elif _sense(record[key]) != _sense(value):
            left.append(Change((key,), value, record[key]))
    batches = cells_in(one.record)
    cells += [cell for cell in batches if cell not in cells]
    known_cells = set(cells_in(record))
    known_cells |= {(f"public.{key}", _json(value)) for key, value in (public or {}).items()}
    new = tuple(dict.fromkeys(cell for cell in cells if _tidy(cell) not in known_cells))
    return Comparison(tuple(changes), new, tuple(left))


def cells_in(record: Record) -> list[tuple[str, str]]:
    """What earlier imports brought."""
    found = []
    for batch in _rows(record.get("imported")):
        for cell in _rows(_mapping(batch).get("values")):
            pair = _mapping(cell)
            found.append(_tidy((str(pair.get("label", "")), str(pair.get("value", "")))))
    return found


def _json(value: Plain) -> str:
    """A value as our own JSON has it in one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tidy(cell: tuple[str, str]) -> tuple[str, str]:
    """As a record says it when it is read again."""
    return cell[0].strip(), cell[1].strip("\n")


def _lists(new: Record, old: Record) -> Iterator[Change]:
    for key in _LISTS:
        form = mail_form if key == "emails" else _digits
        known = {form(str(one)) for one in _rows(old.get(key))}
        for one in _rows(new.get(key)):
            if form(str(one)) not in known:
                known.add(form(str(one)))
                yield Change((key,), one, is_row=True)


def _single(new: Record, old: Record) -> Iterator[Change]:
    for key in _SINGLE:
        said, known = str(new.get(key, "")), str(old.get(key, ""))
        if said and not (known.endswith(said) if key == "birthday" else known == said):
            yield Change((key,), said, known)


def _digits(phone: str) -> str:
    """A number as it is dialled from Japan."""
    plain = unicodedata.normalize("NFKC", phone)
    digits = "".join(sign for sign in plain if sign.isdecimal())
    return f"0{digits[2:]}" if plain.strip().startswith("+81") else digits


# --- who somebody is


def _person(new: Record, old: Record) -> Iterator[Change]:
    yield from _name(new.get("name", ""), old.get("name", ""))
    yield from _tenures(_rows(new.get("tenures")), old.get("tenures"))
    for key in _NESTED:
        known = _mapping(old.get(key))
        for name, value in _mapping(new.get(key)).items():
            if _sense(known.get(name, "")) != _sense(value):
                yield Change(("person", key, name), value, known.get(name, ""))
    for key in _WORDS:
        there = _rows(old.get(key))
        for one in _rows(new.get(key)):
            if one not in there:
                yield Change(("person", key), one, is_row=True)
    for key in ("bio", "lately"):
        if key in new and _sense(old.get(key, "")) != _sense(new[key]):
            yield Change(("person", key), new[key], old.get(key, ""))


def _name(new: Plain, old: Plain) -> Iterator[Change]:
    said, known = name_in(new), name_in(old)
    if said is None:
        return
    same = bool(known and names_of(said) & names_of(known))
    if not isinstance(new, dict) or not isinstance(old, dict):
        more = isinstance(new, dict) and new.keys() - {"family", "given"}
        if not same or more:
            yield Change(("person", "name"), new, old)
        return
    ways = names_of(known) if known else frozenset()
    for key, text in new.items():
        before = str(old.get(key, ""))
        again = not before and (
            (key in ("family", "given") and same and not (old.get("family") or old.get("given")))
            or (key == "latin" and name_form(str(text)) in ways)
        )
        if not (again or _is_same_text(before, str(text))):
            yield Change(("person", "name", key), text, before)


def _is_same_text(one: str, other: str) -> bool:
    """Whether both say the same but for width and white space."""
    return one == other or (bool(one) and name_form(one) == name_form(other))


def _tenures(new: list[Plain], old: Plain | None) -> Iterator[Change]:
    known = [_mapping(one) for one in _rows(old)]
    if len(new) == 1 and len(known) > 1 and _spans(_mapping(new[0]), known):
        return
    is_list = isinstance(old, list)
    taken: set[int] = set()
    for said in map(_mapping, new):
        near = [n for n, one in enumerate(known) if n not in taken and _fits(said, one)]
        at = max(near, key=lambda n: (_alike(said, known[n]), -n), default=None)
        if at is None:
            yield Change(("person", "tenures"), dict(said), is_row=True)
            continue
        taken.add(at)
        place: Trail = ("person", "tenures", at) if is_list else ("person", "tenures")
        for key, value in said.items():
            before = known[at].get(key, "")
            if _sense(before) != _sense(value) and not _is_vaguer(value, before):
                yield Change((*place, key), value, before)


def _alike(said: Record, known: Record) -> int:
    """How much of a time here both say alike; nothing beats the same."""
    same = sum(_sense(known.get(key, "")) == _sense(value) for key, value in said.items())
    return same + (len(known) == len(said) == same)


def _spans(said: Record, known: list[dict[str, Plain]]) -> bool:
    """Whether it tells several times here as one: since when, and until when."""
    ordered = sorted(known, key=lambda one: str(one.get("joined") or one.get("left", "")))
    first, last = ordered[0].get("joined", ""), ordered[-1].get("left", "")
    return said.keys() <= {"joined", "left"} and (
        (said.get("joined", ""), said.get("left", "")) == (first, last)
    )


def _fits(said: Record, known: Record) -> bool:
    """Whether both are one time here: they began on one day; where nobody knows that, they ended
    on one."""
    for key in ("joined", "left"):
        one, other = str(said.get(key, "")), str(known.get(key, ""))
        if one and other:
            return one.startswith(other) or other.startswith(one)
    return True


def _is_vaguer(value: Plain, known: Plain) -> bool:
    """Whether a date says less than the one on file."""
    if not (isinstance(value, str) and isinstance(known, str)):
        return False
    return bool(partial_date_of(value)) and known.startswith(value)


# --- plain values


def _rows(value: Plain | None) -> list[Plain]:
    """A list; one single value counts as a list of one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _mapping(value: Plain | None) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _sense(value: Plain) -> object:
    """What a value says; a single one is a list of one as well."""
    if isinstance(value, dict):
        return {key: _sense(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_sense(one) for one in value] if len(value) != 1 else _sense(value[0])
    return value.strip()
