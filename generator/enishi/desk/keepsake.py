"""The draft of a graduation page, in `private/graduations/ID/`, and how it becomes public.

`content/` can be read by the world, drafts too. So the draft lies in the private folder until its
subject read it and agreed, and what is published has no remarks of its writer in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from enishi.desk.board import FOLDER, Greeting
from enishi.desk.cabinet import Cabinet
from enishi.desk.graduation import Graduation
from enishi.desk.papers import Printer, papers_folder
from enishi.desk.places import is_in_git
from enishi.insertion import scalar_of
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.publish import agreed
from enishi.source.consents import Consent
from enishi.source.content import KEEPSAKE, entry_of
from enishi.source.records import KEEPSAKES
from enishi.source.schema import Reading
from enishi.writing import make_private, put

FILE = "page.md"
PURPOSES = ("portal", "graduation")
_OPEN = "…"
"""What the writer of a draft has to fill in."""
_REMARK = re.compile(r"<!--.*?(?:-->[ \t]*\n?|\Z)", re.DOTALL)
_DRAFT = re.compile(r"^draft:.*\n", re.MULTILINE)
_GAP = re.compile(rf"(?: *what: *)?{_OPEN}\s*\Z")
_BLANK = re.compile(r"\n{3,}")


def draft_of(found: Graduation, greetings: Iterable[Greeting], printer: Printer) -> str:
    """A page to be pruned: of the board only what may be shown, of the memo nothing but as a
    remark, since the words of `private/` must not stand on the site."""
    lang = printer.lang

    def say(key: str, **values: str) -> str:
        return printer.say(f"keepsake.draft.{key}", lang, **values)

    head = [
        f"person: {found.id}",
        f"date: {found.last_day}",
        f"lang: {lang}",
        "peak:",
        f"  what: {_OPEN}",
        *_messages(greetings),
        "draft: yes",
    ]
    told = [*found.alliance.we_give, *found.alliance.you_give]
    memo = [say("memo"), *(f"- {line}" for line in told)] if told else []
    body = [
        _remark(say("head", id=found.id)),
        _remark(say("story")),
        _OPEN,
        f"## {say('end.title')}",
        _remark(say("end")),
        _OPEN,
        f"## {say('ahead.title')}",
        _remark("\n".join([say("ahead"), *memo])),
        _OPEN,
    ]
    return "\n".join(["---", *head, "---", "\n\n".join(body), ""])


def _messages(greetings: Iterable[Greeting]) -> list[str]:
    lines = []
    for one in greetings:
        if one.is_public:
            lines += [f"  - name: {scalar_of(one.name)}", "    words: |"]
            lines += [f"      {line}" for line in one.words]
    return ["messages:", *lines] if lines else []


def _remark(text: str) -> str:
    return f"<!-- {text.replace('-->', '→')} -->"


def begin_page(cabinet: Cabinet, found: Graduation, draft: str, *, shared: bool) -> bool:
    """Put the draft where nobody else reads it; what stands there already is never written over.
    Whether it was written.

    Raises `Refused` where git would take it in, in a repository that is `shared`.
    """
    file = papers_folder(cabinet, found.id) / FILE
    if file.exists():
        return False
    if is_in_git(file.parent, FILE, cabinet, shared=shared):
        raise refusal(cabinet.shown(f"{FOLDER}/{found.id}"), "graduate-place")
    make_private(file.parent)
    put(file, draft.encode(), 0o600)
    return True


def publish_page(
    cabinet: Cabinet, person_id: str, consents: Collection[Consent], today: date
) -> str:
    """Put the draft into `content/`, as readers may see it; the path of the file.

    Raises `Refused` for a draft with faults or open places, without the two consents, and where
    there is a page already.
    """
    target = f"{KEEPSAKES}/{person_id}.md"
    if not all(agreed(consents, one, today) for one in PURPOSES):
        raise refusal(f"alumni/{person_id}.yml", "keepsake-consent", id=person_id)
    if (cabinet.root / target).exists():
        raise refusal(target, "keepsake-there")
    text = _published(cabinet, person_id)
    file = cabinet.root / target
    file.parent.mkdir(parents=True, exist_ok=True)
    put(file, text.encode())
    return target


def _published(cabinet: Cabinet, person_id: str) -> str:
    path, problems = f"{FOLDER}/{person_id}/{FILE}", Problems()
    shown = cabinet.shown(path)
    if not (cabinet.folder / path).exists():
        raise refusal(shown, "keepsake-none", id=person_id)
    source = cabinet.load(path, problems)
    at = Reading(shown, problems, ZoneInfo("UTC"))
    found = entry_of(KEEPSAKE, source, at) if source else None
    if source is None or found is None or problems.errors:
        raise Refused(problems)
    if found.person.id != person_id:
        raise refusal(shown, "keepsake-other", found.person.mark, id=person_id)
    lines = enumerate(source.text.split("\n"), 1)
    gap = next((number for number, line in lines if _GAP.match(line)), 0)
    if gap:
        raise refusal(shown, "keepsake-open", Mark(gap))
    return without_remarks(source.text)


def without_remarks(text: str) -> str:
    """A page without what its writer noted for themselves, and no draft any more."""
    head, mark, body = text.partition("\n---")
    while (shorter := _REMARK.sub("", body)) != body:  # what is left may be one again
        body = shorter
    return _DRAFT.sub("", head + mark) + _BLANK.sub("\n\n", body)
