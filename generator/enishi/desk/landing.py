"""A list of people that was handed in on the desk's page: looked at, answered, and written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from enishi.desk.arrivals import OPEN, Arrival
from enishi.desk.comparison import Change
from enishi.desk.declaration import (
    encoding_of,
    in_short,
    lines_out,
    sums_of,
    unknown_in,
    values_of,
    ways_of,
)
from enishi.desk.emendation import Plain, Trail
from enishi.desk.forms import PLACE, Form
from enishi.desk.imports import layout_named, layout_names
from enishi.desk.intake import Intake, Manifest, manifest_in
from enishi.desk.office import Office
from enishi.desk.pen import Draft
from enishi.desk.records import CARD, record_in
from enishi.desk.reply import Done
from enishi.problems import Problems, Refused, refusal
from enishi.source.schema import Field

_ASIDE = re.compile(r"[(;。]")
ROW = "row:"
"""What begins the name of a field that says whom a row means."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A list as it was understood, and what would be written of it."""

    intake: Intake
    file: str
    manifest: Manifest = field(repr=False)
    arrivals: list[Arrival] = field(repr=False)
    unanswered: list[Arrival] = field(repr=False)
    """The same rows, as if nobody had said anything of them."""
    drafts: list[Draft] = field(repr=False)
    problems: Problems

    @property
    def seen(self) -> str:
        """A digest of all that is shown, and of what it was found out from."""
        before = [[one.path, _digest(one.before or b"")] for one in self.drafts]
        shown = json.dumps([values_of(self.manifest, self.arrivals), before], default=str)
        return _digest(shown.encode())


@dataclass(frozen=True, slots=True)
class Said:
    """One value, with what a record calls it."""

    label: str
    new: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown."""

    arrival: Arrival
    ways: tuple[tuple[str, str], ...] = ()
    """`(answer, name)`: who it may be, where that is not clear."""
    answer: str = ""
    changes: tuple[Said, ...] = ()
    left: tuple[Said, ...] = ()
    """What differs and stays as it is."""


def landing_of(office: Office, form: Form) -> Landing:
    """Raises `Refused` where there is no file, or none that can be read, and as the command does
    for records."""
    name, data = form.files.get("file", ("", b""))
    if not data:
        raise refusal(PLACE, "form-list")
    layout = form.chosen("layout", ("", *layout_names()))
    form.settle()
    problems, intake = Problems(), Intake(office.pen, office.register)
    manifest = manifest_in(data, name, layout, problems)
    current, known = form.is_ticked("with_current"), form.is_ticked("known")

    def arrivals(answers: Mapping[int, str]) -> list[Arrival]:
        return intake.arrivals(manifest, answers, with_current=current, known_only=known)

    unanswered, answers = arrivals({}), _answers_in(form, manifest)
    found = arrivals(answers) if answers else unanswered
    drafts = intake.drafts(found, manifest.layout, problems)
    return Landing(intake, name, manifest, found, unanswered, drafts, problems)


def _answers_in(form: Form, manifest: Manifest) -> dict[int, str]:
    lines = {f"{ROW}{one.line}": one.line for one in manifest.newcomers}
    return {lines[key]: one for key, one in form.fields.items() if key in lines and one}


def hand_in(office: Office, form: Form) -> Done:
    """Lay a list on the tray, to be looked at. Raises `Refused` as `landing_of` does."""
    again = office.tray.again(form)
    landing_of(office, again)
    number = office.tray.put(again, form.text("kept"))
    return Done((), "arrivals", page=f"arrivals/{number}")


def land(office: Office, form: Form) -> Done:
    """Write what was shown. Raises `Refused` where it would be something else by now, and as the
    command does."""
    again = office.tray.again(form)
    landing = landing_of(office, again)
    number = office.tray.put(again, form.text("kept"))
    if landing.problems.errors:
        raise Refused(landing.problems)
    if landing.seen != form.text("seen"):
        raise refusal(PLACE, "form-meanwhile")
    landing.intake.write(landing.drafts, lambda done, whole: None)
    office.tray.clear(number)
    folder, count = office.cabinet.shown("").rstrip("/"), len(landing.drafts)
    lines = [office.phrase("import.done", folder=folder, count=count)]
    if unclear := sum(one.state in OPEN for one in landing.arrivals):
        lines.append(office.phrase("office.unclear", count=unclear))
    return Done(tuple(lines), "people", page="")


# --- showing


def shown_of(office: Office, form: Form, landing: Landing) -> Mapping[str, object]:
    """The values of the page."""
    lines = list(_lines_of(office, form, landing))
    return {
        "file": landing.file,
        "title": landing.manifest.title,
        "layout": landing.manifest.layout,
        "encoding": encoding_of(landing.manifest),
        "lines": lines,
        "asked": [one for one in lines if one.ways],
        "written": [one for one in lines if one.changes or one.arrival.comparison.cells],
        "same": [one.arrival for one in lines if one.arrival.state == "same"],
        "unknown": unknown_in(landing.arrivals),
        "out": lines_out(landing.arrivals),
        "is_mixed": landing.manifest.is_mixed,
        "sums": sums_of(landing.arrivals),
        "count": len(landing.drafts),
        "problems": landing.problems,
        "ticked": {one: form.is_ticked(one) for one in ("with_current", "known")},
        "seen": landing.seen,
        "layouts": layout_titles(),
    }


def layout_titles() -> list[tuple[str, str]]:
    return [(name, layout_named(name).title) for name in layout_names()]


def _lines_of(office: Office, form: Form, landing: Landing) -> Iterator[Line]:
    for one, before in zip(landing.arrivals, landing.unanswered, strict=True):
        is_open = before.state in (*OPEN, "forgotten")
        ways = ways_of(before) if is_open else ()
        told = one if one.state in ("new", "changed") else None
        yield Line(
            one if not is_open or told else before,
            tuple((way, landing.intake.name_of(way)) for way in ways),
            form.text(f"{ROW}{one.newcomer.line}"),
            tuple(_said(each, office.lang) for each in told.comparison.changes) if told else (),
            tuple(_said(each, office.lang) for each in told.comparison.left) if told else (),
        )


def _said(change: Change, lang: str) -> Said:
    label, inner = _label_of(change.trail, lang)
    return Said(label, _words(change.new, inner, lang), in_short(change.old))


def _label_of(trail: Trail, lang: str) -> tuple[str, Mapping[str, Field]]:
    """What a field is called, and the fields within it; its path where nobody has a word for it."""
    fields: Mapping[str, Field] = CARD.fields
    label = ""
    for step in trail:
        if isinstance(step, int):
            continue
        found = fields.get(step)
        label = _word(found, lang) if found else step
        inner = record_in(found.kind) if found else None
        fields = inner.fields if inner else {}
    return label, fields


def _word(field: Field, lang: str) -> str:
    """Without what it explains besides."""
    return _ASIDE.split(field.en if lang == "en" else field.ja, maxsplit=1)[0].strip()


def _words(value: Plain, fields: Mapping[str, Field], lang: str) -> str:
    if not isinstance(value, dict):
        return in_short(value)
    comma = ", " if lang == "en" else "、"
    parts = (
        f"{_word(fields[key], lang) if key in fields else key}: {in_short(one)}"
        for key, one in value.items()
    )
    return comma.join(parts)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
