"""Dates as tables of other programs write them: in Japanese eras, with signs, or without any."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from enishi.dates import PartialDate, partial_date_of

_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
"""`{era: its first year}`"""
_LETTERS = dict(zip("MTSHR", _ERAS, strict=True))
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ERA = re.compile(
    rf"({'|'.join(_ERAS)}|[MTSHR])\.?\s*(\d{{1,2}}|元)(?:\s*[年./-]\s*(?:(\d{{1,2}})(?:\s*[月./-]\s*"
    r"(?:(\d{1,2})\s*日?)?)?)?)?\Z",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(\d{4})\s*[年./-]\s*(?:(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?)?\Z", re.ASCII
)
_TIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)?\Z", re.ASCII)
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = (
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\Z"),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m>{_MONTH}),?[\s-]+(?P<y>\d{{4}})\Z"),
    re.compile(rf"(?P<m>{_MONTH}),?[\s-]+(?P<y>\d{{4}})\Z"),
)
_LONGEST = 100
"""Characters of a cell that may be a date."""
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?\Z")


@lru_cache(4096)
def date_said(text: str) -> PartialDate | None:
    """The date that a cell tells, as exact as it does; None for anything else.

    `2019/4/1`, `2019年4月`, `H31.4.1`, `平成31年`, `20190401`, `Nov 05 2021`, `1 Apr 2019`; a time
    of day behind it is passed over. `04/05/2019` is none: nobody could say which is the month.
    """
    if len(text) > _LONGEST:
        return None
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip())
    for read in (partial_date_of, _in_signs, _in_era, _in_english):
        found = read(plain)
        if found is not None:
            return found
    return None


def _in_signs(plain: str) -> PartialDate | None:
    match = _SIGNS.match(plain) or _TIGHT.match(plain)
    return _date(match[1], match[2], match[3]) if match else None


def _in_era(plain: str) -> PartialDate | None:
    match = _ERA.match(plain)
    if match is None:
        return None
    first = _ERAS[_LETTERS.get(match[1].upper(), match[1])]
    year = first - 1 + (1 if match[2] == "元" else int(match[2]))
    return _date(f"{year:04}", match[3], match[4])


def _in_english(plain: str) -> PartialDate | None:
    for form in _ENGLISH:
        match = form.match(plain.lower())
        if match:
            parts = match.groupdict()
            return _date(parts["y"], str(_MONTHS.index(parts["m"][:3]) + 1), parts.get("d"))
    return None


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """None where there is no such day."""
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    return partial_date_of("-".join(parts))
