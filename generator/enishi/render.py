"""Templates: sandboxed, strict and escaping, in the portal's words."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.loaders import split_template_path
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from enishi import dates, program, resources
from enishi.digests import digest_of
from enishi.problems import Mark, Problems, refusal
from enishi.source.files import load_text
from enishi.source.nodes import parse_yaml
from enishi.source.tree import Mapping as YamlMapping
from enishi.source.tree import Scalar
from enishi.views import SITE, Press, Site

LANGUAGES = ("ja", "en")
FOLDER = "templates"

_NAMES = re.compile(r"{%-?\s*(?:import|from|include|extends)\b")
_NAMED = re.compile(r"""{%-?\s*(?:import|from|include|extends)\s+["']([^"']+)["']""")
_TODAY = re.compile(r"\btoday\b")


Words = Mapping[str, Mapping[str, str]]
"""`{language: {key: sentence}}`."""


def words_of(root: Path, problems: Problems) -> Words:
    """The words of a portal, in every language: its own before those of the house."""
    return {lang: load_words(root, lang, problems) for lang in LANGUAGES}


def press_of(root: Path, site: Site, today: date, words: Words) -> Press:
    """The printing press of a portal: its own templates before those of the house."""
    shelf = Shelf([root / FOLDER, resources.templates_folder()])
    base = digest_of(site, digest_of_words(words))

    def say(key: str, lang: str = "", **values: object) -> str:
        sentence = words[lang or site.lang][key]
        return sentence.format(**values) if values else sentence

    @cache
    def environment_in(lang: str) -> _Sandbox:
        known = {"site": site, "today": today, "lang": lang, "say": partial(say, lang=lang)}
        return _environment(shelf, lang, known)

    def render(name: str, lang: str = "", **values: object) -> str:
        try:
            return environment_in(lang or site.lang).get_template(name).render(values)
        except TemplateError as fault:
            raise _refused(root, name, fault) from fault

    @cache
    def key(name: str) -> bytes:
        text = shelf.closure(name) if name else ""
        return digest_of(base, text, today if _TODAY.search(text) else None)

    def read(path: str) -> bytes:
        return (root / path).read_bytes()

    return Press(site=site, render=render, say=say, read=read, key=key)


class Shelf:
    """The texts of templates, by name; the first folder that has one wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self.load = cache(self._load)

    def _load(self, name: str) -> tuple[str, str] | None:
        """The text and the file that it stands in."""
        parts = split_template_path(name)
        for folder in self._folders:
            file = folder.joinpath(*parts)
            if file.is_file():
                return file.read_text(encoding="utf-8"), str(file)
        return None

    def closure(self, name: str) -> str:
        """The texts of a template and of all that it names, one behind the other.

        A template that works out at run time what it includes could name any.
        """
        found: dict[str, str] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            text = (self.load(one) or ("", ""))[0]
            found[one] = text
            waiting += _NAMED.findall(text)
            if len(_NAMED.findall(text)) < len(_NAMES.findall(text)):
                waiting += self._all()
        return "\n".join(f"{one}\n{found[one]}" for one in sorted(found))

    def _all(self) -> list[str]:
        return [
            file.relative_to(folder).as_posix()
            for folder in self._folders
            for kind in ("pages", "newsletter")
            for file in (folder / kind).glob("**/*.*")
        ]


def load_words(root: Path, lang: str, problems: Problems) -> dict[str, str]:
    """The sentences of a language: the house's, with the portal's own laid over them."""
    house = resources.templates_folder() / "words" / f"{lang}.yml"
    own = root / FOLDER / "words" / f"{lang}.yml"
    if not own.is_file():
        return _words_of_house(lang)
    if own.samefile(house):  # whoever works on these words is told what is wrong with them
        return _words_in(root, f"{FOLDER}/words/{lang}.yml", problems)
    return _words_of_house(lang) | _words_in(root, f"{FOLDER}/words/{lang}.yml", problems)


@cache
def _words_of_house(lang: str) -> dict[str, str]:
    house = resources.templates_folder()
    return _words_in(house.parent, f"{house.name}/words/{lang}.yml", Problems())


def digest_of_words(words: Words) -> bytes:
    """Of the words of a portal. Those of the house are many, and looked at once."""
    return digest_of(
        *(
            _digest_of_house(lang) if said is _words_of_house(lang) else digest_of(said)
            for lang, said in words.items()
        )
    )


@cache
def _digest_of_house(lang: str) -> bytes:
    return digest_of(_words_of_house(lang))


def _words_in(root: Path, path: str, problems: Problems) -> dict[str, str]:
    source = load_text(root, path, problems)
    words, told = _parsed(source.text, path) if source else ({}, Problems())
    problems.extend(told)
    return dict(words)


@lru_cache(maxsize=8)
def _parsed(text: str, path: str) -> tuple[dict[str, str], Problems]:
    """What a file of words says; from one build to the next it says the same."""
    problems = Problems()
    node = parse_yaml(text, path, problems)
    entries = node.entries if isinstance(node, YamlMapping) else []
    words = {key.text: value.text for key, value in entries if isinstance(value, Scalar)}
    return words, problems


_OURS = ("enishi.views", "enishi.dates", "enishi.outputs.")
"""Where records of plain values come from: reading a field of them can do nothing."""


_PLAIN: set[type] = set()
_SPECIAL = re.compile("[&<>'\"]").search


def _is_plain(kind: type) -> bool:
    if kind in _PLAIN:
        return True
    if is_dataclass(kind) and kind.__module__.startswith(_OURS):
        _PLAIN.add(kind)
        return True
    return False


def _escaped(value: object) -> str:
    """As `markupsafe.escape`, without a `Markup` of what is put together as text at once."""
    if type(value) is Markup:
        return value
    if type(value) is str and not _SPECIAL(value):
        return value
    return escape(value)


class _Writer(CodeGenerator):
    """Jinja's compiler, whose templates escape by `_escaped`."""

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without its long questions where the answer is known."""

    code_generator_class = _Writer
    escaped = staticmethod(_escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        kind = type(obj)
        if (kind in _PLAIN or _is_plain(kind)) and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Macros and the few functions of ours need no question; see Jinja for the names."""
        kind = type(__obj)
        is_macro = kind is Macro
        if not (is_macro or kind is partial or kind is _Once or __obj is _url):
            return super().call(__context, __obj, *args, **kwargs)
        if kwargs:  # what Jinja adds for functions that ask for the context
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        if is_macro:
            return __obj(__context.eval_ctx, *args, **kwargs)
        return __obj(*args, **kwargs)


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


def _environment(shelf: Shelf, lang: str, known: dict[str, object]) -> _Sandbox:
    environment = _Sandbox(
        loader=FunctionLoader(lambda name: _sourced(shelf, name)),
        auto_reload=False,
        bytecode_cache=_compiled(),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= known
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


def _compiled() -> FileSystemBytecodeCache | None:
    """Compiled templates, in the user's own folder for what may be lost: a portal may come from
    anybody, so no code is ever read from its folder."""
    try:
        return FileSystemBytecodeCache(pattern=f"__enishi_{program.version().hex()}_%s.cache")
    except (OSError, RuntimeError):  # there is no such folder, or somebody else's
        return None


def _sourced(shelf: Shelf, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """What Jinja's `FunctionLoader` wants: text, file, and whether it is still so."""
    found = shelf.load(name)
    return (*found, lambda: True) if found else None


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _iso(when: object) -> str:
    return when.isoformat() if isinstance(when, date) else str(when)


@lru_cache(maxsize=4096)
def _url(path: str) -> Markup:
    return Markup(f"{SITE}{escape(path)}")  # noqa: S704


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
