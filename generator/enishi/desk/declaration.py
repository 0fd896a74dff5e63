"""What an import would do: in words, person by person, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from enishi.desk.arrivals import LEFT_OUT, NEW, OPEN, SKIP, Arrival
from enishi.desk.comparison import Change
from enishi.desk.emendation import Plain
from enishi.desk.intake import Manifest
from enishi.desk.layout import said_in_a_line

Phrase = Callable[..., str]
_UNTOLD = ("same", "here", "nobody", "skipped", "stranger")
"""States of which only the sums are told."""
_LISTED = ("here", "nobody", "skipped", "stranger")
"""States whose rows are told together, by their lines."""
_SHORT, _LINES = 60, 10


def ways_of(one: Arrival) -> tuple[str, ...]:
    """What can be said of a row that is not clear: an ID, that it is somebody new, or nobody."""
    return (*(one.ids or filter(None, [one.id])), NEW, SKIP)


def render_arrivals(
    manifest: Manifest, arrivals: Sequence[Arrival], name: str, phrase: Phrase
) -> Iterator[str]:
    """The lines of a dry run; `name` is that of the file."""
    encoding = encoding_of(manifest)
    yield phrase(
        "import.head", file=name, title=manifest.title, encoding=encoding, count=len(arrivals)
    )
    for one in arrivals:
        if one.state not in _UNTOLD:
            yield from _render(one, phrase)
    yield from _render_rest(manifest, arrivals, phrase)
    yield phrase("import.sum", count=len(arrivals), **sums_of(arrivals))


def encoding_of(manifest: Manifest) -> str:
    return manifest.encoding.removesuffix("-sig").upper()


def _render_rest(manifest: Manifest, arrivals: Sequence[Arrival], phrase: Phrase) -> Iterator[str]:
    """What is told of all of them: columns that no field has, and who is left out."""
    if unknown := unknown_in(arrivals):
        told = (phrase("import.label", label=key, count=n) for key, n in unknown.items())
        yield phrase("import.unknown", labels=", ".join(told))
    for state, count, lines in lines_out(arrivals):
        yield phrase(f"import.left-out.{state}", count=count, lines=lines)
    if manifest.is_mixed and any(one.state == "new" for one in arrivals):
        yield phrase("import.mixed", title=manifest.title)


def lines_out(arrivals: Sequence[Arrival]) -> list[tuple[str, int, str]]:
    """Of each reason to leave rows out: how many they are, and the first of their lines."""
    found = ((one, [it.newcomer.line for it in arrivals if it.state == one]) for one in _LISTED)
    return [
        (state, len(lines), ", ".join(map(str, lines[:_LINES]))) for state, lines in found if lines
    ]


def unknown_in(arrivals: Sequence[Arrival]) -> Counter[str]:
    """Headings that no field has, and of how many people."""
    return Counter(label for one in arrivals for label, _ in one.newcomer.rest)


def sums_of(arrivals: Sequence[Arrival]) -> dict[str, int]:
    """How many of each; together they are all."""
    states = Counter[str](one.state for one in arrivals)
    open_ = sum(states[state] for state in OPEN)
    out = sum(states[state] for state in LEFT_OUT) - open_
    known = ("new", "changed", "same")
    return {**{state: states[state] for state in known}, "open": open_, "out": out}


def _render(one: Arrival, phrase: Phrase) -> Iterator[str]:
    yield phrase(
        f"import.{one.state}",
        line=one.newcomer.line,
        name=one.name or "—",
        id=one.id or next(iter(one.ids), ""),
        ids=", ".join(one.ids),
        lines=", ".join(map(str, one.lines)),
        on=one.on,
    )
    yield from (_render_change(change, phrase) for change in one.comparison.changes)
    for change in one.comparison.left:
        new, old = in_short(change.new), in_short(change.old) or "—"
        yield phrase("import.left", field=change.field, old=old, new=new)
    if one.comparison.cells and one.state == "changed":
        labels = ", ".join(dict.fromkeys(label for label, _ in one.comparison.cells))
        yield phrase("import.cells", labels=labels)


def _render_change(change: Change, phrase: Phrase) -> str:
    said = {"field": change.field, "new": in_short(change.new), "old": in_short(change.old)}
    key = "import.row" if change.is_row else "import.value" if change.old else "import.field"
    return phrase(key, **said)


def in_short(value: Plain) -> str:
    """A value in one line that can be seen."""
    seen = (sign if sign.isprintable() else " " for sign in said_in_a_line(value))
    text = " ".join("".join(seen).split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def values_of(manifest: Manifest, arrivals: Sequence[Arrival]) -> dict[str, object]:
    """For programs: every row, what becomes of it, and the sums."""
    people = [
        {
            "line": one.newcomer.line,
            "name": one.name,
            "state": one.state,
            "id": one.id,
            "ids": one.ids,
            "lines": one.lines,
            "changes": [_change(each) for each in one.comparison.changes],
            "left": [_change(each) for each in one.comparison.left],
            "besides": [list(cell) for cell in one.comparison.cells],
        }
        for one in arrivals
    ]
    head = {"layout": manifest.layout, "encoding": manifest.encoding}
    return {**head, "people": people, "sums": sums_of(arrivals)}


def _change(one: Change) -> dict[str, object]:
    return {"field": one.field, "old": one.old, "new": one.new, "is_row": one.is_row}
