"""A draft out of a press release: headings to fill in, and the release as notes behind signs.

Everything that the release says goes into comments of the front matter. No reader of ours keeps
comments, so none of it can be published, not even from a draft that somebody forgot to rewrite.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from enishi.dates import say_day
from enishi.names import Names
from enishi.releases import LINES, OMITTED, Release
from enishi.views import Publication

Say = Callable[..., str]

_FIELDS = {"project": "projects", "office": "places", "product": "products"}
"""Which field of `about` a thing of the timeline stands in."""


def fillings(
    release: Release, publication: Publication, names: Names, say: Say, source: str, dated: bool
) -> dict[str, str]:
    """What the template of a release is filled with, beside title and date.

    `names` are those that may stand nowhere; `dated` says that the user gave the day.
    """

    def safe(text: str) -> str:
        return names.blanked(text, OMITTED)

    lang = publication.site.lang
    facts = [f"# {label}: {safe(text)}" for label, text in _facts(release, say, lang, dated)]
    quoted = [f"# > {safe(line)}" for line in release.lines]
    if len(release.lines) >= LINES:
        quoted.append(f"# {say('retell.cut')}")
    return {
        "source": f"source: {source}" if source else f"# source: {say('retell.source')}",
        "about": safe("\n".join(_about(release, publication, say))),
        "facts": "\n".join(facts),
        "quoted": "\n".join(quoted),
    }


def day_of_release(release: Release, today: date) -> date:
    """The first day that stands in it; today where none does."""
    return release.days[0] if release.days else today


def _facts(release: Release, say: Say, lang: str, dated: bool) -> Iterator[tuple[str, str]]:
    days = [say_day(day, lang, weekday=False) for day in release.days]
    if not dated:
        told = say("retell.date.first", date=days[0]) if days else say("retell.date.none")
        yield say("retell.date"), told
    between = "、" if lang == "ja" else "; "
    for key, found in (("who", release.who), ("when", days), ("numbers", release.numbers)):
        if found:
            yield say(f"retell.{key}"), between.join(found)
    if release.lead:
        yield say("retell.what"), release.lead


def _about(release: Release, publication: Publication, say: Say) -> list[str]:
    """`about:` with what is named in the release; people are only pointed at.

    Two people may bear one name, so who is meant is for the writer to say.
    """
    plain = _folded(release.plain)
    found: dict[str, list[str]] = {}
    for span in publication.timeline.spans:
        name = next((one for one in (span.name, *span.former_names) if _stands(one, plain)), "")
        if span.kind in _FIELDS and name:
            found.setdefault(_FIELDS[span.kind], []).append(f"    - {span.id}  # {name}")
    people = [
        f"    # - {one.id}  # {say('retell.person', name=one.name)}"
        for one in publication.people
        if _is_named((one.name, one.name.replace(" ", ""), one.latin), plain)
    ]
    if people:
        found["people"] = people
    lines = [line for field, ids in found.items() for line in (f"  {field}:", *ids)]
    return [f"about:{' ' * 14}# {say('retell.about')}", *lines] if lines else ["# about:"]


def _is_named(ways: Iterable[str], plain: str) -> bool:
    return any(len(way.replace(" ", "")) >= 3 and _stands(way, plain) for way in ways)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _stands(name: str, plain: str) -> bool:
    """Whether a name stands in a folded text; Latin and katakana ones as whole words."""
    way = _folded(name)
    if len(way) < 2 or way not in plain:
        return False
    for letters in ("[a-z0-9]", "[ァ-ヶー]"):
        if re.fullmatch(rf"(?:{letters}|[ .&'-])+", way):
            return bool(re.search(rf"(?<!{letters}){re.escape(way)}(?!{letters})", plain))
    return True
