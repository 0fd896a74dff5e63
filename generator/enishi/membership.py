"""Who a cohort expression means: worked out over a person's tenures, and never guessed.

There are three answers: yes, no, and None for what nothing known decides. `docs/cohorts.md`
tells the rules, and `templates/theme/assets/enishi-cohort.js` gives the same answers in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enishi.views import Condition, Meant, Negation, Rule

Answer = bool | None
EVER = 99_999_999
"""After the last day."""
Days = tuple[int, int]
"""The first and the last day that a date may mean, as 20220331."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One tenure as expressions see it; None is for what is not known."""

    joined: Days | None = None
    left: Days | None = None
    here: bool | None = None
    """Whether it goes on."""
    department: str | None = None
    """The key of the gazetteer, as in all others but the title."""
    title: str | None = None
    projects: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A person as expressions see them."""

    situations: tuple[Situation, ...] = ()
    returned: bool | None = None
    company: str | None = None
    open_to: tuple[str, ...] | None = None
    offers: bool | None = None
    today: int = 99_991_231
    """Until when a tenure has lasted that goes on."""


def concerns(rule: Rule, past: Past) -> Answer:
    """Whether the person is meant: whether the rule holds in one of their tenures."""
    return _any(_answers(rule, past))


def _answers(rule: Rule, past: Past) -> list[Answer]:
    """The rule's answer for each tenure, of which there is always one, be it unknown."""
    situations: Sequence[Situation] = past.situations or (Situation(),)
    if isinstance(rule, Condition):
        return [_condition(rule, one, past) for one in situations]
    if isinstance(rule, Negation):
        # `not` speaks of the person: in none of the tenures.
        return [_not(_any(_answers(rule.part, past)))] * len(situations)
    parts = [_answers(part, past) for part in rule.parts]
    decide = _all if rule.word == "and" else _any
    return [decide(each) for each in zip(*parts, strict=True)]


def _any(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    return True if True in found else None if None in found else False


def _all(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    return False if False in found else None if None in found else True


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer


def _condition(rule: Condition, one: Situation, past: Past) -> Answer:
    sign = "=" if rule.sign == "!=" else rule.sign
    answer = _any([_holds(rule.field, sign, value, one, past) for value in rule.values])
    return _not(answer) if rule.sign == "!=" else answer


def _holds(field: str, sign: str, value: Meant, one: Situation, past: Past) -> Answer:
    if field == "joined":
        return _dated(one.joined, sign, value.days)
    if field == "left":
        never = one.left is None and one.here
        return False if never else _dated(one.left, sign, value.days)
    if field == "years":
        return _counted(_years(one, past.today), sign, int(value.key))
    if field == "era":
        return _overlap(one, value.days)
    known = _known(field, one, past)
    return None if known is None else value.key in known


def _known(field: str, one: Situation, past: Past) -> tuple[str, ...] | None:
    """The values that a field has; None where it says nothing."""
    lists = {"project": one.projects, "place": one.places, "open_to": past.open_to}
    if field in lists:
        return lists[field]
    flags = {"here": one.here, "returned": past.returned, "offers": past.offers}
    if field in flags:
        flag = flags[field]
        return None if flag is None else ("yes" if flag else "no",)
    texts = {"department": one.department, "title": one.title, "company": past.company}
    text = texts[field]
    return None if text is None else (text,)


def _dated(given: Days | None, sign: str, value: Sequence[int]) -> Answer:
    """A date of which only a year is known is before another only if all of the year is."""
    if given is None:
        return None
    first, last = given
    start, end = value
    if sign == "=":
        return True if start <= first and last <= end else _unless(last < start or first > end)
    edge = start if sign in ("<", ">=") else end + 1
    before = True if last < edge else None if first < edge else False
    return before if sign in ("<", "<=") else _not(before)


def _unless(never: bool) -> Answer:
    return False if never else None


def _counted(given: tuple[int, int] | None, sign: str, value: int) -> Answer:
    if given is None:
        return None
    return _dated(given, sign, (value, value))


def _years(one: Situation, today: int) -> tuple[int, int] | None:
    """Whole years, counted in months of which the first and the last count."""
    left = one.left or ((today, today) if one.here else None)
    if one.joined is None or left is None:
        return None
    least = _months(left[0]) - _months(one.joined[1]) + 1
    most = _months(left[1]) - _months(one.joined[0]) + 1
    return max(0, least) // 12, max(0, most) // 12


def _months(day: int) -> int:
    return day // 10_000 * 12 + day // 100 % 100


def _overlap(one: Situation, era: Sequence[int]) -> Answer:
    """Whether some day of the tenure was in the era."""
    left = one.left or ((EVER, EVER) if one.here else None)
    if one.joined is None or left is None:
        if one.joined and one.joined[0] > era[3]:
            return False
        return _unless(left is not None and left[1] < era[0])
    if one.joined[1] <= era[2] and left[0] >= era[1]:
        return True
    return _unless(one.joined[0] > era[3] or left[1] < era[0])
