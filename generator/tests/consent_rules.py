"""What a history of consents allows, told from the rules alone: no line of Enishi is used here.

The rules, as `docs/fields.md` and the notices have them: without a yes the answer is no. For each
purpose the day counts on which something was decided last, today at the latest; all that was
decided on that day must say yes, be within its time, and allow the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NAME = "name"
FIELDS = (
    "kana", "latin", "former", "preferred", "tenures", "now", "location", "profiles", "bio",
    "lately", "skills", "offers", "asks", "open_to", "updated",
)  # fmt: skip
ALL = frozenset((NAME, *FIELDS))
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Said:
    """One consent; days are counted from today, which is 0."""

    status: str
    day: int
    until: int | None = None
    only: frozenset[str] | None = None
    but: frozenset[str] = NONE


def allowed(history: Sequence[Said]) -> frozenset[str]:
    """What may be shown today: `name` is the person as such."""
    for day in range(0, -100_000, -1):
        of_day = [said for said in history if said.day == day]
        if of_day:
            result = ALL
            for said in of_day:
                result &= _one(said)
            return result
        if not any(said.day < day for said in history):
            return NONE
    raise AssertionError


def _one(said: Said) -> frozenset[str]:
    if said.status in ("refused", "withdrawn"):
        return NONE
    if said.until is not None and said.until < 0:
        return NONE
    fields = ALL if said.only is None else said.only | {NAME}
    return fields - said.but


def _only(*fields: str) -> frozenset[str]:
    return frozenset(fields)


YES = Said("given", -9)
PLAIN: dict[str, tuple[list[Said], frozenset[str]]] = {
    "absent": ([], NONE),
    "given": ([YES], ALL),
    "refused": ([Said("refused", -9)], NONE),
    "withdrawn": ([Said("withdrawn", -9)], NONE),
    "expired": ([Said("given", -9, -1)], NONE),
    "ends today": ([Said("given", -9, 0)], ALL),
    "ends tomorrow": ([Said("given", -9, 1)], ALL),
    "begins today": ([Said("given", 0)], ALL),
    "for today alone": ([Said("given", 0, 0)], ALL),
    "future": ([Said("given", 1)], NONE),
    "given then withdrawn": ([YES, Said("withdrawn", -1)], NONE),
    "withdrawn today": ([YES, Said("withdrawn", 0)], NONE),
    "to be withdrawn tomorrow": ([YES, Said("withdrawn", 1)], ALL),
    "given then refused": ([YES, Said("refused", -1)], NONE),
    "withdrawn then given": ([Said("withdrawn", -9), Said("given", -1)], ALL),
    "refused then given": ([Said("refused", -9), Said("given", 0)], ALL),
    "written in another order": ([Said("withdrawn", -1), YES], NONE),
    "given, withdrawn, given": ([YES, Said("withdrawn", -5), Said("given", -1)], ALL),
    "expired and not yet renewed": ([Said("given", -9, -1), Said("given", 1)], NONE),
    "expired and renewed": ([Said("given", -9, -1), Said("given", -1, 9)], ALL),
    "renewed for too short a time": ([YES, Said("given", -5, -1)], NONE),
    "yes and no on one day": ([YES, Said("refused", -9)], NONE),
    "no and yes on one day": ([Said("refused", -9), YES], NONE),
    "yes and withdrawn on one day": ([YES, Said("withdrawn", -9)], NONE),
    "yes and an expired yes on one day": ([YES, Said("given", -9, -1)], NONE),
    "yes and yes on one day": ([YES, YES], ALL),
    "a contradiction that was settled": ([YES, Said("refused", -9), Said("given", -1)], ALL),
}
"""`{state: (history, what it allows)}`."""
NARROW: dict[str, tuple[list[Said], frozenset[str]]] = {
    **{
        f"all but {field}": ([Said("given", -9, but=_only(field))], ALL - {field})
        for field in FIELDS
    },
    **{
        f"only {field}": ([Said("given", -9, only=_only(field))], _only(NAME, field))
        for field in FIELDS
    },
    "the name alone": ([Said("given", -9, only=NONE)], _only(NAME)),
    "all but everything": ([Said("given", -9, but=ALL - {NAME})], _only(NAME)),
    "narrowed later": ([YES, Said("given", -1, but=_only("bio", "now"))], ALL - {"bio", "now"}),
    "narrowed tomorrow": ([YES, Said("given", 1, only=NONE)], ALL),
    "widened later": ([Said("given", -9, only=_only("bio")), Said("given", -1)], ALL),
    "narrowed then withdrawn": (
        [Said("given", -9, only=_only("bio")), Said("withdrawn", -1)],
        NONE,
    ),
    "narrowed and expired": ([Said("given", -9, -1, only=_only("bio"))], NONE),
    "narrowed, ends today": ([Said("given", -9, 0, only=_only("bio"))], _only(NAME, "bio")),
    "narrowed, begins today": ([YES, Said("given", 0, but=_only("bio"))], ALL - {"bio"}),
    "two on one day that share a field": (
        [Said("given", -9, only=_only("bio", "now")), Said("given", -9, but=_only("bio"))],
        _only(NAME, "now"),
    ),
    "two on one day that share nothing": (
        [Said("given", -9, only=_only("bio")), Said("given", -9, only=_only("now"))],
        _only(NAME),
    ),
    "narrowed beside a whole yes": (
        [YES, Said("given", -9, only=_only("bio"))],
        _only(NAME, "bio"),
    ),
    "narrowed beside a no": ([Said("given", -9, only=_only("bio")), Said("refused", -9)], NONE),
}
