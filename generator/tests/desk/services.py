"""Small models of what sending services make of a letter, each after the service's own pages.

`sent(name, source, person, is_html)` is what the person gets. Jinja stands for Django and HubL,
which share with it all that is used here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from jinja2 import Environment

STOP_URL, WEB_URL = "https://service.example.com/stop?u=1", "https://service.example.com/web"
Person = dict[str, str]
"""`first`, `last`; empty where they are not known."""


def sent(name: str, source: str, person: Person, *, is_html: bool) -> str:
    return MODELS[name](source, person, is_html)


def mailchimp(source: str, person: Person, is_html: bool) -> str:
    """Tags are `*|…|*`; one that is not known prints nothing. Conditions do not nest."""
    known = {"UNSUB": STOP_URL, "ARCHIVE": WEB_URL}
    known |= {"FNAME": person["first"], "LNAME": person["last"]}
    out, shown = "", True
    for at, part in enumerate(re.split(r"\*\|(.*?)\|\*", source, flags=re.DOTALL)):
        if at % 2 == 0:
            out += part if shown else ""
        elif part.startswith("IF:"):
            shown = bool(known.get(part[3:]))
        elif part == "ELSE:":
            shown = not shown
        elif part == "END:IF":
            shown = True
        elif shown:
            out += known.get(part, "")
    return out


def _by_jinja(source: str, is_html: bool, **values: object) -> str:
    engine = Environment(autoescape=lambda name: is_html, keep_trailing_newline=True)  # noqa: S701
    return engine.from_string(source).render(values)


def buttondown(source: str, person: Person, is_html: bool) -> str:
    data = {"first_name": person["first"], "last_name": person["last"]}
    mode = "<!-- buttondown-editor-mode: naked -->\n"
    assert source.startswith(mode) or not is_html, "else it is read as Markdown"
    return _by_jinja(
        source.removeprefix(mode),
        is_html,
        subscriber={"metadata": data},
        unsubscribe_url=STOP_URL,
        email_url=WEB_URL,
    )


def brevo(source: str, person: Person, is_html: bool) -> str:
    contact = {"FIRSTNAME": person["first"], "LASTNAME": person["last"]}
    return _by_jinja(source, is_html, contact=contact, unsubscribe=STOP_URL, mirror=WEB_URL)


def hubspot(source: str, person: Person, is_html: bool) -> str:
    contact = {"contact.firstname": person["first"], "contact.lastname": person["last"]}
    settings = {f"company_{key}": key for key in ("name", "street_address_1", "city", "state")}
    return _by_jinja(
        source,
        is_html,
        personalization_token=lambda key, default: contact[key] or default,
        unsubscribe_link=STOP_URL,
        view_as_page_url=WEB_URL,
        site_settings=settings,
    )


def sendgrid(source: str, person: Person, is_html: bool) -> str:
    """Handlebars, after older tags; `\\{{` escapes, `{{{…}}}` prints as it is."""
    source = re.sub(r"<%.*?%>|\[%.*?%\]|\[(?:unsubscribe|weblink)\]", "", source, flags=re.I)
    values = {"first_name": person["first"], "last_name": person["last"]}
    values |= {"unsubscribe": STOP_URL, "weblink": WEB_URL}
    out, shown = "", [True]
    for text, tag in _mustaches(source):
        out += text if shown[-1] else ""
        inner = tag.strip("{}").strip()
        if not tag:
            continue
        if inner.startswith("#if "):
            shown.append(bool(values[inner[4:]]))
        elif inner == "else":
            shown[-1] = not shown[-1]
        elif inner == "/if":
            shown.pop()
        elif shown[-1]:
            value = values.get(inner, "")
            out += value if tag.startswith("{{{") else escape(value)
    return out


def _mustaches(source: str) -> Iterator[tuple[str, str]]:
    """`(text, the tag behind it)`. One that does not end is a fault, as it is for Handlebars."""
    at = 0
    while (begin := source.find("{{", at)) >= 0:
        assert source[begin - 1 : begin] != "\\", "an escape that nobody meant"
        close = "}}}" if source.startswith("{{{", begin) else "}}"
        end = source.index(close, begin) + len(close)
        yield source[at:begin], source[begin:end]
        at = end
    yield source[at:], ""


_GO = re.compile(r"\{\{\s*((?:`[^`]*`|\"(?:\\.|[^\"\\])*\"|[^`\"{}])*?)\s*\}\}")


def listmonk(source: str, person: Person, is_html: bool) -> str:
    """Go's `html/template`, for the plain part too: comments go, and tags must end."""
    attribs = {"first_name": person["first"], "last_name": person["last"]}
    source = re.sub(r"(https?://.+?)@TrackLink", r"TRACKED", source)
    out, shown, dot = "", True, ""
    at = 0
    while (begin := source.find("{{", at)) >= 0:
        out += _in_go(source[at:begin], is_html) if shown else ""
        found = _GO.match(source, begin)
        assert found, "an action that does not end, or holds a brace"
        at, action = found.end(), found[1]
        if action.startswith("with .Subscriber.Attribs."):
            dot = attribs[action.rpartition(".")[2]]
            shown = bool(dot)
        elif action == "else":
            shown = not shown
        elif action == "end":
            shown = True
        elif shown:
            out += _go_value(action, dot)
    assert shown
    return out + _in_go(source[at:], is_html)


def _in_go(text: str, is_html: bool) -> str:
    if not is_html:
        assert "<" not in text, "html/template would read a tag"
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def _go_value(action: str, dot: str) -> str:
    words = action.split(" ", 1)
    safe, what = (words[0] == "Safe", words[-1])
    known = {"UnsubscribeURL": STOP_URL, "MessageURL": WEB_URL, ".": dot}
    value = known.get(what)
    if value is None:
        assert (what[0], what[-1]) in (("`", "`"), ('"', '"')), what
        value = what[1:-1]
    return value if safe else escape(value)


def benchmark(source: str, person: Person, is_html: bool) -> str:
    return re.sub(r"\[contact_attribute:[^\]]*\]", "", source, flags=re.IGNORECASE)


def unchanged(source: str, person: Person, is_html: bool) -> str:
    return source


def custom(source: str, person: Person, is_html: bool) -> str:
    """`[[…]]`, and nothing for one that is not known."""
    known = {"stop_url": STOP_URL, "web_url": WEB_URL, "name": person["last"]}
    return re.sub(r"\[\[(.*?)\]\]", lambda found: known.get(found[1], ""), source, flags=re.DOTALL)


MODELS: dict[str, Callable[[str, Person, bool], str]] = {
    "benchmark": benchmark,
    "brevo": brevo,
    "buttondown": buttondown,
    "csv": unchanged,
    "custom": custom,
    "hubspot": hubspot,
    "listmonk": listmonk,
    "mailchimp": mailchimp,
    "sendgrid": sendgrid,
}
