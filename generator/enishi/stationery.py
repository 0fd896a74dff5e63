"""An issue with places in it: printed and inlined once, for however many editions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from enishi.outputs._blocks import Blocks
from enishi.outputs._picker import line_text
from enishi.outputs._prose import mailed
from enishi.outputs._slots import Form, form_of, slots_of
from enishi.outputs.newsletter import printed, render_html, render_text
from enishi.outputs.timeline import leaving_years
from enishi.problems import Mark, Problems, Refused
from enishi.tailoring import Tailor
from enishi.views import Derived, NewsItem, Newsletter, Press, Publication

NEEDED = ("hello", "help", "stop")
"""What a portal's own template of the issue must have a place for."""


@dataclass(frozen=True, slots=True)
class Stationery:
    """What every edition of an issue is made with."""

    letter: Newsletter
    publication: Publication
    html: Form
    text: Form
    blocks: Blocks
    tailor: Tailor
    years: frozenset[str]
    """Site paths of the pages of what has changed since a year."""
    line: Callable[[Derived, str], str]
    """The sentence for what the timeline adds, in a language."""


def stationery_of(
    publication: Publication,
    press: Press,
    letter: Newsletter,
    inside: Sequence[NewsItem],
    reply: str,
) -> Stationery:
    """`inside` is news that no page has, `reply` the mailbox that readers write to.

    Raises `Refused` where a portal's own template of the issue has no such places.
    """
    page = publication.site.url + letter.path
    items = tuple(replace(one, body=mailed(one.body, page)) for one in inside)
    slots = slots_of(letter.stories, items)
    html = form_of(render_html(letter, publication, press, slots))
    text = form_of(render_text(letter, publication, press, slots))
    _check_places({"html": html, "txt": text}, publication)
    sheet = printed(letter, publication, press, slots)
    return Stationery(
        letter=letter,
        publication=publication,
        html=html,
        text=text,
        blocks=Blocks(letter, press, publication.site.url, sheet, reply),
        tailor=Tailor(publication, letter, items),
        years=frozenset(one.path for one in leaving_years(publication)),
        line=_LineOf(press),
    )


@dataclass(frozen=True, slots=True)
class _LineOf:
    press: Press

    def __call__(self, one: Derived, lang: str) -> str:
        return line_text(one, lang, self.press)


def _check_places(forms: dict[str, Form], publication: Publication) -> None:
    problems = Problems()
    for kind, form in forms.items():
        there = {name for name, _ in form.rest}
        wanted = NEEDED if publication.site.sender else NEEDED[:-1]
        missing = ", ".join(f"edition.{one}" for one in wanted if one not in there)
        if missing:
            path = f"templates/newsletter/issue.{kind}"
            problems.add(path, Mark(), "edition-places", names=missing)
    if problems.errors:
        raise Refused(problems)
