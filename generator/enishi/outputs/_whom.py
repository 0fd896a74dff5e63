"""Whom a cohort expression means, as a sentence: 「2022年より前に営業部を卒業した方へ」.

The phrases stand in `templates/words/` under `whom.`. Each is there in up to four forms, between
bars: as it stands; before another (…て、); as its opposite; and that before another. English needs
two: as it stands, and its opposite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enishi.dates import partial_date_of, say_partial
from enishi.views import Condition, Joint, Meant, Negation, Press, Rule

_ORDER = (
    "joined years department place project title era left returned company open_to offers here"
).split()
"""In which conditions that hold together are told."""
_DATES = {"<": "before", "<=": "until", ">": "after", ">=": "from", "=": "in", "!=": "other"}
_LENGTHS = {"<": "less", "<=": "less", ">": "least", ">=": "least", "=": "exact", "!=": "other"}
_OTHERS = frozenset("department place project title era company".split())
"""Fields whose `!=` is a phrase of its own: elsewhere, in that tenure."""


def whom(rule: Rule, press: Press, lang: str = "") -> str:
    """For whom it is, in the portal's language or another one."""
    writer = _Writer(press, lang or press.site.lang)
    return writer.say("label", who=writer.phrase(rule))


@dataclass(frozen=True, slots=True)
class _Writer:
    press: Press
    lang: str

    def say(self, key: str, **values: object) -> str:
        return str(self.press.say(f"whom.{key}", lang=self.lang, **values))

    def phrase(self, rule: Rule, *, goes_on: bool = False, negative: bool = False) -> str:
        if isinstance(rule, Negation):
            return self._opposite(rule.part, goes_on, negative)
        if isinstance(rule, Condition):
            return self._condition(rule, goes_on, negative)
        if rule.word == "or":
            return self._either([self.phrase(part) for part in rule.parts], rule)
        return self._together(rule.parts, goes_on)

    def _opposite(self, rule: Rule, goes_on: bool, negative: bool) -> str:
        if isinstance(rule, Condition | Negation):
            return self.phrase(rule, goes_on=goes_on, negative=not negative)
        if negative:
            return self.phrase(rule, goes_on=goes_on)
        if rule.word == "or":  # neither one nor the other
            return self._together(tuple(Negation(part) for part in rule.parts), goes_on)
        return self._form("unlike", goes_on, True, who=self.phrase(rule))

    def _either(self, phrases: Sequence[str], rule: Joint) -> str:
        long = any(isinstance(part, Joint) for part in rule.parts)
        return self._chained("or_long" if long else "or", phrases)

    def _chained(self, key: str, phrases: Sequence[str]) -> str:
        """`A or B or C`; `A, B and C` where the words tell a list from its end."""
        found = phrases[-1]
        for number, one in enumerate(reversed(phrases[:-1])):
            found = self.say(key if number == 0 else f"{key}_more", first=one, second=found)
        return found

    def _together(self, parts: Sequence[Rule], goes_on: bool) -> str:
        choices = [one for one in parts if isinstance(one, Joint)]
        single = sorted([one for one in parts if not isinstance(one, Joint)], key=_place_of)
        pair = _leaving(single)
        rest = [one for one in single if one not in (pair or ())]
        phrases = [
            self.phrase(one, goes_on=bool(pair) or at < len(rest) - 1 or goes_on)
            for at, one in enumerate(rest)
        ]
        if pair:
            phrases.append(self._left_of(*pair, goes_on))
        found = self._chained("and", phrases) if phrases else self.phrase(choices.pop())
        for one in reversed(choices):
            found = self.say("among", some=self.phrase(one), rest=found)
        return found

    def _left_of(self, department: Condition, left: Condition, goes_on: bool) -> str:
        """`left < 2022` and `department = 営業部` are one thing that people say."""
        name, when = self._names(department), self._dates(left)
        return self._form("left_of", goes_on, False, name=name, when=when)

    def _form(self, key: str, goes_on: bool, negative: bool, /, **values: object) -> str:
        forms = self.say(key, **values).split("|")
        at = 2 * negative + goes_on if len(forms) == 4 else negative
        return forms[min(at, len(forms) - 1)]

    def _condition(self, rule: Condition, goes_on: bool, negative: bool) -> str:
        field, other = rule.field, rule.sign == "!="
        if field in ("here", "returned", "offers"):
            wanted = {value.key for value in rule.values}
            negative ^= other ^ ("no" in wanted)
            return self._form(field, goes_on, negative)
        if field in ("joined", "left"):
            return self._form(field, goes_on, negative, when=self._dates(rule))
        if field == "years":
            return self._form(field, goes_on, negative, when=self._lengths(rule))
        if other and field in _OTHERS:
            return self._form(f"{field}_other", goes_on, negative, name=self._names(rule))
        return self._form(field, goes_on, negative ^ other, name=self._names(rule))

    def _names(self, rule: Condition) -> str:
        if rule.field == "open_to":
            words = (self.press.say(f"open.{one.key}", lang=self.lang) for one in rule.values)
            names = [f"{word[:1].lower()}{word[1:]}" for word in words]
        else:
            key = f"name_{rule.field}"
            names = [self.say(key, name=_unbarred(value.name)) for value in rule.values]
        return self._listed(names)

    def _listed(self, names: Sequence[str]) -> str:
        found = names[0]
        for one in names[1:]:
            found = self.say("either", first=found, second=one)
        return found

    def _dates(self, rule: Condition) -> str:
        date = self._listed([self._date(value) for value in rule.values])
        on = self.say("on" if rule.values[0].key.count("-") == 2 else "in", date=date)
        return self.say(f"when_{_DATES[rule.sign]}", date=date, on=on)

    def _date(self, value: Meant) -> str:
        when = partial_date_of(value.key)
        return say_partial(when, self.lang) if when else value.key

    def _lengths(self, rule: Condition) -> str:
        more = rule.sign in (">", "<=")
        numbers = [int(value.key) + more for value in rule.values]
        years = self._listed([f"{number}" for number in numbers])
        one = "_one" if numbers == [1] else ""
        return self.say(f"length_{_LENGTHS[rule.sign]}{one}", years=years)


def _unbarred(name: str) -> str:
    """A name that holds a bar must not be taken for two forms."""
    return name.replace("|", "\N{BROKEN BAR}")


def _place_of(rule: Rule) -> tuple[int, bool]:
    inner, negative = rule, False
    while isinstance(inner, Negation):
        inner, negative = inner.part, True
    if isinstance(inner, Condition):
        return _ORDER.index(inner.field), negative
    return len(_ORDER), negative


def _leaving(rules: Sequence[Rule]) -> tuple[Condition, Condition] | None:
    """The one department and the one time of leaving, where there is one of each."""
    conditions = [one for one in rules if isinstance(one, Condition)]
    departments = [one for one in conditions if one.field == "department"]
    lefts = [one for one in conditions if one.field == "left"]
    if len(departments) != 1 or len(lefts) != 1:
        return None
    if "!=" in (departments[0].sign, lefts[0].sign):
        return None
    return departments[0], lefts[0]
