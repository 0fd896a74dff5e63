"""The letter that a command names, and its weight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from enishi.problems import Mark, Problems, refusal

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.views import Newsletter


def letter_of(portal: Portal, issue: str) -> Newsletter:
    stem = Path(issue).name.removesuffix(".md")
    letters = portal.publication.newsletters
    found = next((one for one in letters if one.id == stem), None)
    if found is None:
        near = ", ".join(one.id for one in letters[:3]) or "—"
        raise refusal("content/newsletters", "issue-missing", near=near)
    return found


def weigh(letter: Newsletter, html: str, problems: Problems) -> None:
    """A warning when an issue is heavy, an error when Gmail would cut it."""
    from enishi.outputs import newsletter as newsletter_output

    weight = newsletter_output.weight_of(html)
    if not weight.heavy:
        return
    path = f"content/newsletters/{letter.id}.md"
    items = ", ".join(f"“{part.title}” ({_kilobytes(part.size)} KB)" for part in weight.heaviest)
    values = {"size": _kilobytes(weight.total), "items": items}
    if weight.clipped:
        problems.add(path, Mark(), "letter-too-heavy", **values)
    else:
        problems.warn(path, Mark(), "letter-heavy", **values)


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.0f}"
