"""Jekyll: a list of people as sites keep it in `_data/alumni.yml` (https://jekyllrb.com/docs/datafiles/).

There is no one shape: a list of mappings, by itself or under a key. Keys are known by what sites
call them, in English or as headings of spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from enishi.desk.eras import date_said
from enishi.desk.imports import excel
from enishi.desk.layout import Form, Layout, Told
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.source.tree import Mapping, Node, Scalar, Sequence

_KEYS = Layout(
    title="",
    source="",
    columns={
        "name": ("full_name", "fullname", "display_name"),
        "given": ("first", "first_name", "firstname", "given_name"),
        "family": ("last", "last_name", "lastname", "family_name"),
        "email": ("mail", "e_mail"),
        "joined": ("start", "start_date", "joined", "from", "start_year"),
        "left": ("departed", "end", "end_date", "until", "to", "end_year", "graduated", "graduation_year", "year"),
        "company": ("affiliation", "organization", "organisation", "institution", "workplace", "current_company"),
        "job": ("current_position", "current_role", "current_title"),
        "title": ("role", "roles", "position"),
        "linkedin": ("linkedin_url",),
        "github": ("github_url", "github_username"),
        "x": ("twitter", "twitter_username"),
        "website": ("homepage", "webpage", "link", "site"),
        "country": ("nation",),
    },
)  # fmt: skip
_SPANS = ("duration", "years", "period", "dates", "tenure", "在籍期間", "在籍")
_SPAN = re.compile(
    r"([^-–—~〜]*?\d{4}(?:[-/.]\d{1,2})*)\s*(?:[-–—~〜]|to)\s*([^-–—~〜]*\d{4}.*?)\s*\Z"
)
_WORDS = re.compile(
    r"\A.*?((?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )?\d{4}[\d/.年月-]*)\Z",
    re.IGNORECASE,
)
_HREF = re.compile(r"<a\b[^>]*?href\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_LONGEST, _MOST = 100, 2000
"""Characters of a time from one day to another, and of a link, beyond which nobody writes one."""
_HANDLES = {"github": "https://github.com/", "x": "https://x.com/", "linkedin": "https://www.linkedin.com/in/"}  # fmt: skip
_HANDLE = re.compile(r"@?([\w.-]+)\Z", re.ASCII)


def read(text: str, name: str, problems: Problems) -> list[Told]:
    node = parse_yaml(text, name, problems)
    return [_told(one) for one in _people(node)] if node is not None else []


def _people(node: Node) -> Iterator[Mapping]:
    """Every mapping of a list, wherever the list lies."""
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _people(value)


def _told(person: Mapping) -> Told:
    values: list[tuple[str, str]] = []
    rest: list[tuple[str, str]] = []
    for key, text in _leaves(person, ""):
        field = _KEYS.field_of(key) or excel.SOURCE.field_of(key)
        span = _span(text) if key.casefold() in _SPANS else ()
        if span:
            values += zip(("joined", "left"), span, strict=True)
        elif field and field not in dict(values):
            values.append((field, _address(field, text)))
        else:
            rest.append((key, text))
    return Told(person.line, tuple(values), tuple(rest))


def _leaves(node: Node, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Scalar):
        if node.text.strip():
            yield key, node.text.strip()
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _leaves(item, key)
    else:
        for name, value in node.entries:
            yield from _leaves(value, f"{key}.{name.text}" if key else name.text)


def _span(text: str) -> tuple[str, ...]:
    """When a time began and ended, where both can be read."""
    match = _SPAN.match(text) if len(text) <= _LONGEST else None
    ends = [_WORDS.sub(r"\1", one.strip()) for one in match.groups()] if match else []
    return tuple(ends) if ends and all(map(date_said, ends)) else ()


def _address(field: str, text: str) -> str:
    """An address out of HTML, or of a name on a network."""
    link = _HREF.search(text[:_MOST])
    text = link[1] if link else text
    handle = _HANDLE.match(text)
    return _HANDLES[field] + handle[1] if field in _HANDLES and handle else text


SOURCE = Form(
    title="Jekyll",
    source="https://jekyllrb.com/docs/datafiles/",
    is_it=lambda text, suffix: suffix in (".yml", ".yaml"),
    read=read,
)
