"""What a record in `alumni/` says that may not be shown, though the person is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from enishi.desk.needles import Needle, needles_in, values_of
from enishi.problems import Problems
from enishi.publish import agreed
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.purposes import FIELDS, NAME_FIELDS
from enishi.source.records import person_in
from enishi.source.schema import Reading

_LIMITS = ("fields", "except")


def withheld_needles(source: SourceFile, today: date) -> Iterator[Needle]:
    no = _withheld(source, today)
    node = parse_yaml(source.text, source.path, Problems()) if no else None
    if node is not None:
        yield from (one for one in needles_in(node, source.path) if _field_of(one.field) in no)


def shown_text(source: SourceFile, today: date) -> str:
    """The record without what is withheld; as it stands where nothing is."""
    no = _withheld(source, today)
    node = parse_yaml(source.text, source.path, Problems()) if no else None
    if node is None:
        return source.text
    return "\n".join(text for field, text in values_of(node, "") if _field_of(field) not in no)


def _withheld(source: SourceFile, today: date) -> frozenset[str]:
    """Fields, as a consent names them. What is wrong with the file was told already."""
    has_photo = "\nphoto:" in f"\n{source.text}"
    if not has_photo and not any(word in source.text for word in _LIMITS):
        return frozenset()
    person = person_in(source, Reading(source.path, Problems(), ZoneInfo("UTC")))
    if person is None:
        return frozenset()
    no = {field for field in FIELDS if not agreed(person.consents, "portal", today, field)}
    if not agreed(person.consents, "photo", today):
        no.add("photo")
    return frozenset(no)


def _field_of(place: str) -> str:
    """`now.company` is `now`, and `name.kana` is `kana`."""
    first, _, rest = place.partition(".")
    return rest if first == "name" and rest in NAME_FIELDS else first.partition("[")[0]
