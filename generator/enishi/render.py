"""Templates: sandboxed, strict and escaping, in the portal's words."""

from __future__ import annotations

import traceback
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from enishi import dates, resources, views
from enishi.problems import Mark, Problems, refusal
from enishi.source.files import load_text
from enishi.source.nodes import Mapping as YamlMapping
from enishi.source.nodes import Scalar, parse_yaml
from enishi.views import SITE, Press, Site

LANGUAGES = ("ja", "en")
FOLDER = "templates"


def press_for(root: Path, site: Site, today: date, problems: Problems) -> Press:
    """The printing press of a portal: its own templates and words before those of the house."""
    words = {lang: load_words(root, lang, problems) for lang in LANGUAGES}
    environment_in = cache(partial(_environment, root))

    def say(key: str, lang: str = "", **values: object) -> str:
        sentence = words[lang or site.lang][key]
        return sentence.format(**values) if values else sentence

    def render(name: str, lang: str = "", **values: object) -> str:
        spoken = lang or site.lang
        given = {
            "site": site,
            "today": today,
            "lang": spoken,
            "say": partial(say, lang=spoken),
            **values,
        }
        try:
            return environment_in(spoken).get_template(name).render(given)
        except TemplateError as fault:
            raise _refused(root, name, fault) from fault

    return Press(render=render, say=say)


def load_words(root: Path, lang: str, problems: Problems) -> dict[str, str]:
    """The sentences of a language: the house's, with the portal's own laid over them."""
    house = resources.templates_folder()
    found = _words_in(house.parent, f"{house.name}/words/{lang}.yml", problems)
    own = root / FOLDER / "words" / f"{lang}.yml"
    if own.is_file() and not own.samefile(house / "words" / f"{lang}.yml"):
        found |= _words_in(root, f"{FOLDER}/words/{lang}.yml", problems)
    return found


def _words_in(root: Path, path: str, problems: Problems) -> dict[str, str]:
    source = load_text(root, path, problems)
    node = parse_yaml(source.text, path, problems) if source else None
    if not isinstance(node, YamlMapping):
        return {}
    return {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)}


_PLAIN = frozenset(
    kind
    for module in (views, dates)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
)
"""Frozen records of plain values: reading a field of them can do nothing."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without its long questions where the answer is known."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if type(obj) in _PLAIN and not attr.startswith("_"):
            return True
        return super().is_safe_attribute(obj, attr, value)


class _Once:
    """`once(macro, thing)`: prints a thing the first time, and says the same again after."""

    def __init__(self) -> None:
        self._printed: dict[tuple[object, ...], tuple[object, Markup]] = {}

    def __call__(self, macro: Macro, thing: object, *more: str) -> Markup:
        key = (macro.name, id(thing), *more)
        found = self._printed.get(key)
        if found is None:
            # The thing is kept as well, so that no other can come to have its id.
            found = self._printed[key] = (thing, Markup(macro(thing, *more)))  # noqa: S704
        return found[1]


def _environment(root: Path, lang: str) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        loader=FileSystemLoader([root / FOLDER, resources.templates_folder()]),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["url"] = _url
    environment.globals["once"] = _Once()
    environment.globals["when"] = lambda start, end, timed: dates.say_when(start, end, timed, lang)
    environment.filters |= {
        "iso": _iso,
        "day": lambda when: dates.say_day(_day(when), lang),
        "month": lambda when: dates.say_month(_day(when), lang),
        "year": lambda when: dates.say_year(when if isinstance(when, int) else when.year, lang),
        "partial": lambda when: dates.say_partial(when, lang),
    }
    return environment


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _iso(when: object) -> str:
    return when.isoformat() if isinstance(when, date) else str(when)


def _url(path: str) -> Markup:
    return Markup(SITE) + path  # noqa: S704


def _refused(root: Path, name: str, fault: TemplateError) -> Exception:
    """A fault in the portal's own template is the user's; one in ours stays what it is."""
    if isinstance(fault, TemplateSyntaxError):
        file, line = fault.filename or name, fault.lineno
    else:
        frames = [
            frame
            for frame in traceback.extract_tb(fault.__traceback__)
            if frame.filename.endswith((".html", ".txt"))
        ]
        file, line = (frames[-1].filename, frames[-1].lineno or 1) if frames else (name, 1)
    own = root / FOLDER
    if not Path(file).is_relative_to(own) or own.samefile(resources.templates_folder()):
        return fault
    path = Path(file).relative_to(root).as_posix()
    return refusal(path, "template-fault", Mark(line), fault=fault.message or "")
