"""The plan of `enishi today` in words, and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from enishi.dates import say_day, say_month
from enishi.desk.notes import years_as
from enishi.desk.ranking import Part
from enishi.desk.today import Due, Suggestion

Phrase = Callable[..., str]
WEIGHING = frozenset({"early"})
"""Parts that speak against somebody: told where the reckoning is."""


def render_plan(
    plan: Iterable[Suggestion], phrase: Phrase, lang: str, link: Callable[[str], str], *, why: bool
) -> Iterator[str]:
    """The lines of a plan; `link` says how an address that can be opened is written."""
    for number, one in enumerate(plan, 1):
        yield ""
        named = phrase("today.named", name=one.name, id=one.standing.tie.id)
        yield f"{number}. {named if one.name else one.standing.tie.id}"
        yield from _reasons(one, phrase, lang, why=why)
        yield f"   {last_said(one, phrase, lang)}"
        if one.contact.owner:
            yield f"   {phrase('today.owner', owner=one.contact.owner)}"
        yield phrase("today.subject", subject=one.note.subject)
        yield from (f"   | {line}".rstrip() for line in one.note.text.split("\n"))
        for way in one.note.ways:
            carried = "" if way.carries else phrase("today.copy")
            yield f"   {phrase(f'way.{way.channel}')}: {link(way.url)}{carried}"
        yield phrase("today.touch", id=one.standing.tie.id)


def render_due(
    steps: Iterable[Due], phrase: Phrase, words: Mapping[str, str], today: date
) -> Iterator[str]:
    """The lines of what graduations wait for; `words` are those of the portal."""
    for one in steps:
        what = words[f"graduation.step.{one.step.id}"]
        state = phrase(f"today.step.{one.step.state(today)}", due=one.step.due)
        yield phrase("today.step", name=one.name, what=what, state=state)
        yield phrase("today.step.done", id=one.id, step=one.step.id)


def due_values(steps: Iterable[Due]) -> list[dict[str, str]]:
    """The same as plain values."""
    return [{"id": one.id, "step": one.step.id, "due": one.step.due.isoformat()} for one in steps]


def _reasons(one: Suggestion, phrase: Phrase, lang: str, *, why: bool) -> Iterator[str]:
    parts = [part for part in one.standing.parts if why or part.kind not in WEIGHING]
    if not why:
        yield "   " + phrase("today.join").join(reason(part, phrase, lang) for part in parts)
        return
    for part in parts:
        yield f"   {part.points:+4} {reason(part, phrase, lang)}"
    yield f"   {one.standing.score:4} {phrase('today.sum')}"


def reason(part: Part, phrase: Phrase, lang: str) -> str:
    """One reason in words."""
    day = on = ""
    if part.day:
        day = say_day(part.day, lang, weekday=False) if part.is_day else say_month(part.day, lang)
        on = phrase("today.on.day" if part.is_day else "today.on.month", day=day)
    return phrase(
        f"today.why.{part.kind}",
        day=day,
        on=on,
        years=years_as(part.number, lang),
        silence=silence_as(part.number, lang),
        title=part.item.title if part.item else "",
    )


def silence_as(days: int, lang: str) -> str:
    """`3年`, `14か月`, `5日`; rounded down, for people."""
    number, ja, en = days, "日", "day"
    if days >= 2 * 365:
        number, ja, en = days // 365, "年", "year"
    elif days >= 60:
        number, ja, en = days * 12 // 365, "か月", "month"
    if lang == "ja":
        return f"{number}{ja}"
    return f"{number} {en}{'' if number == 1 else 's'}"


def last_said(one: Suggestion, phrase: Phrase, lang: str) -> str:
    said = one.contact.last
    if said is None:
        return phrase("today.last.none")
    return phrase(
        "today.last.asked" if said.is_asked else "today.last",
        day=say_day(said.on, lang, weekday=False),
        direction=phrase(f"direction.{said.direction}"),
        channel=phrase(f"channel.{said.channel}"),
        note=said.note or phrase("today.last.empty"),
    )


def plan_values(plan: Iterable[Suggestion], phrase: Phrase, lang: str) -> list[dict[str, object]]:
    """The plan as plain values."""
    return [_values_of(one, phrase, lang) for one in plan]


def _values_of(one: Suggestion, phrase: Phrase, lang: str) -> dict[str, object]:
    standing, said, note = one.standing, one.contact.last, one.note
    return {
        "id": standing.tie.id,
        "name": one.name,
        "score": standing.score,
        "quiet": standing.is_quiet,
        "why": [
            {
                "kind": part.kind,
                "points": part.points,
                "day": part.day.isoformat() if part.day else None,
                "text": reason(part, phrase, lang),
            }
            for part in standing.parts
        ],
        "last": said
        and {
            "on": said.on.isoformat(),
            "channel": said.channel,
            "direction": said.direction,
            "note": said.note,
        },
        "owner": one.contact.owner,
        "channel": one.contact.channel,
        "note": {
            "lang": note.lang,
            "subject": note.subject,
            "text": note.text,
            "short": note.short,
            "ways": [
                {"channel": way.channel, "url": way.url, "carries": way.carries}
                for way in note.ways
            ],
        },
    }
