"""Engines: the same portal from each, and overrides that break a shell are named."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from oracles import broken_links
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal, demonstration, said
from test_privacy import tree_of

from enishi import shells
from enishi.build import open_portal
from enishi.dates import Day
from enishi.engines import DEFAULT, ENGINES
from enishi.problems import Problems, Refused
from enishi.report import render_problems
from enishi.shells import Sentinel
from enishi.theme import ShellInputs, build_theme, shell_inputs

Make = Callable[[dict[str, str | bytes]], SmallPortal]
Need = Callable[..., None]
OTHERS = sorted(set(ENGINES) - {DEFAULT})
THEME_ASSETS = ("assets/javascripts/", "assets/stylesheets/", "assets/enishi-box.")


def settings_with(line: str) -> str:
    return MKDOCS.replace("  enishi:\n", f"  enishi:\n    {line}\n")


def inputs_of(small: SmallPortal) -> ShellInputs:
    opened = open_portal(small.root, Problems(), lambda settings: Day(TODAY))
    return shell_inputs(small.root, opened.settings, opened.publication, opened.press)


def refusal_of(small: SmallPortal) -> str:
    """What stops the build, in English; nothing was written."""
    with pytest.raises(Refused) as caught:
        small.build()
    assert not small.site.exists()
    (problem,) = caught.value.problems
    return f"{said(problem)}\n{render_problems([problem], 'en', 'text')}"


# --- choosing one


def test_an_engine_that_does_not_exist_is_a_mistake(portal: Make) -> None:
    small = portal({"mkdocs.yml": settings_with("engine: zensica")})
    assert small.problems() == ["mkdocs.yml:6:13 choice-bad"]


@pytest.mark.parametrize("name", OTHERS)
def test_an_engine_that_is_not_installed_is_one_line_away(
    portal: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(ENGINES, name, replace(ENGINES[name], packages=("enishi-no-such-engine",)))
    small = portal({"mkdocs.yml": settings_with(f"engine: {name}")})
    (fault,) = small.faults()
    assert said(fault) == "mkdocs.yml:6:13 engine-missing"
    for lang in ("ja", "en"):
        assert f'pip install "enishi[{name}]"' in render_problems([fault], lang, "text")


def test_what_the_messages_offer_can_be_installed() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(project["optional-dependencies"]) == sorted([*OTHERS, "dns", "keyring", "seal"])


def test_mkdocs_stays_below_its_second_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    (held,) = [one for one in project["dependencies"] if re.match(r"mkdocs\W", f"{one} ")
               and not one.startswith("mkdocs-")]  # fmt: skip
    assert held.endswith(",<2")


def test_no_engine_is_loaded_before_it_runs() -> None:
    code = "import sys, enishi.cli; print({'mkdocs', 'properdocs', 'zensical'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


# --- the same from each


def main_of(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    assert text.count('<div class="content"') == 1
    return text[text.index('<div class="content"') : text.index("</main>")].rstrip()


def head_of(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return text[text.index("<title>") : text.index('<link rel="stylesheet"')].rstrip()


def test_zensical_makes_the_pages_that_material_makes(demo_site: Path, zensical_site: Path) -> None:
    pages = sorted(path.relative_to(demo_site) for path in demo_site.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        here, there = demo_site / page, zensical_site / page
        assert main_of(here) == main_of(there), page
        assert head_of(here) == head_of(there), page


def test_only_pages_and_the_themes_own_files_differ(demo_site: Path, zensical_site: Path) -> None:
    here, there = tree_of(demo_site), tree_of(zensical_site)
    other = {path for path in here | there if here.get(path) != there.get(path)}
    assert {path for path in other if not path.startswith((*THEME_ASSETS,))} == {
        path for path in here if path.endswith(".html")
    }


def test_no_link_is_broken_with_zensical(zensical_site: Path) -> None:
    assert broken_links(zensical_site, "https://alumni.example.com/") == []


def test_properdocs_makes_the_same_site(demo_site: Path, tmp_path: Path, need: Need) -> None:
    need("properdocs")
    small = demonstration(tmp_path / "portal", "properdocs")
    assert tree_of(small.build().site) == tree_of(demo_site)


def test_a_theme_depends_on_its_inputs_alone(portal: Make, tmp_path: Path, need: Need) -> None:
    need("zensical")
    small = portal({"mkdocs.yml": settings_with("engine: zensical")})
    inputs = inputs_of(small)
    first, second = (build_theme(inputs, tmp_path / name) for name in ("first", "elsewhere"))
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301  (our own)


CHANGES: dict[str, dict[str, str | bytes]] = {
    "engine": {"mkdocs.yml": settings_with("engine: zensical")},
    "colour": {"mkdocs.yml": settings_with("colour: '#8A2846'")},
    "theme": {"mkdocs.yml": MKDOCS.replace("language: ja", "language: ja, direction: rtl")},
    "menu": {"mkdocs.yml": MKDOCS + "nav: [{家: index.md}]\n"},
    "override": {"templates/theme/partials/logo.html": "<b>れい</b>"},
    "asset": {"templates/theme/assets/logo.svg": "<svg/>"},
    "word": {"templates/words/ja.yml": "shell.skip: 本文にとぶ\n"},
    "page": {"content/pages/about.md": "---\ntitle: 会について\n---\nれい。\n"},
    "style": {"mkdocs.yml": MKDOCS + "extra_css: [own.css]\n", "content/own.css": "a{}"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_shells_depend_on_is_in_their_digest(portal: Make, need: Need, name: str) -> None:
    if name == "engine":
        need("zensical")
    small = portal({})
    before = inputs_of(small).digest()
    assert inputs_of(small).digest() == before
    assert inputs_of(small.write(CHANGES[name])).digest() != before


def test_news_does_not_change_the_shells(portal: Make) -> None:
    small = portal({})
    before = inputs_of(small).digest()
    small.write({"content/news/2026-11-05-a.md": "---\ntitle: 題\n---\n"})
    assert inputs_of(small).digest() == before


def test_tags_and_a_parent_in_the_settings_do_no_harm(portal: Make) -> None:
    more = "INHERIT: other.yml\nfoo: !ENV [HOME, れい]\nwatched: !!python/name:os.system\n"
    small = portal({"mkdocs.yml": MKDOCS + more})
    assert small.problems() == ["~mkdocs.yml:13:10 settings-parent"]
    assert small.build().counts.pages


# --- overrides of the theme

SHELL = '{% extends "shell.html" %}\n'
SLIM = '<header><a class="skip" href="#text">x</a></header>'
BROKEN = {
    "no shell": (
        {"main.html": '{% extends "base.html" %}\n'},
        "main.html:1:1 shell-broken",
        "<!--enishi:head--> stands 0 times",
    ),
    "no body": (
        {"main.html": SHELL + "{% block container %}<p>れい</p>{% endblock %}\n"},
        "main.html:2:1 shell-broken",
        "<!--enishi:body--> stands 0 times",
    ),
    "two bodies": (
        {"main.html": SHELL + "{% block tabs %}\n<!--enishi:body-->{% endblock %}\n"},
        "main.html:3:1 shell-broken",
        "<!--enishi:body--> stands 2 times",
    ),
    "a block printed twice": (
        {"main.html": SHELL + "{% block container %}{{ super() }}{{ super() }}{% endblock %}\n"},
        "main.html:2:1 shell-broken",
        "<!--enishi:body--> stands 2 times",
    ),
    "no settings of the theme": (
        {"main.html": SHELL + "{% block config %}{% endblock %}\n"},
        "main.html:2:1 shell-broken",
        '<script id="__config" stands 0 times',
    ),
    "no skip link": (
        {"partials/header.html": '<header>{% include "partials/search.html" %}</header>'},
        "partials/header.html:1:1 shell-broken",
        'class="skip" href="#text" stands 0 times',
    ),
    "no search form": (
        {"partials/footer.html": "<footer>れい</footer>", "partials/search.html": "<form></form>"},
        "partials/search.html:1:1 shell-broken",
        'name="query" stands 0 times',
    ),
    "the first of two": (
        {"partials/header.html": SLIM, "partials/logo.html": "れい"},
        "partials/header.html:1:1 shell-broken",
        'name="query" stands 0 times',
    ),
    "a fault in a piece": (
        {"partials/footer.html": "<footer>\n\n{% if %}</footer>"},
        "partials/footer.html:3:1 template-fault",
        "This template cannot be printed",
    ),
    "what is not there": (
        {"partials/footer.html": "<footer>\n{{ nothing.at.all }}</footer>"},
        "partials/footer.html:2:1 template-fault",
        "undefined",
    ),
}


ON_ZENSICAL = ("no body", "no search form", "a fault in a piece")
"""Each costs a process, and two where an innocent override has to be told from the guilty."""


@pytest.mark.parametrize(
    ("case", "engine"),
    [(case, "material") for case in BROKEN] + [(case, "zensical") for case in ON_ZENSICAL],
)
def test_the_override_that_broke_a_shell_is_named(
    portal: Make, need: Need, case: str, engine: str
) -> None:
    need(engine)
    files, place, fault = BROKEN[case]
    small = portal({f"templates/theme/{path}": text for path, text in files.items()})
    told = refusal_of(small.write({"mkdocs.yml": settings_with(f"engine: {engine}")}))
    assert told.startswith(f"templates/theme/{place}\n")
    assert fault in told


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_an_override_that_keeps_everything_is_used(portal: Make, need: Need, engine: str) -> None:
    need(engine)
    small = portal({"templates/theme/partials/footer.html": "<footer>また、ここで。</footer>"})
    small.write({"mkdocs.yml": settings_with(f"engine: {engine}")}).build()
    assert "<footer>また、ここで。</footer>" in (small.site / "news/index.html").read_text("utf-8")


def test_properdocs_says_where_a_fault_is(portal: Make, need: Need) -> None:
    need("properdocs")
    small = portal({"templates/theme/partials/footer.html": "<footer>\n{% if %}</footer>"})
    told = refusal_of(small.write({"mkdocs.yml": settings_with("engine: properdocs")}))
    assert told.startswith("templates/theme/partials/footer.html:2:1 template-fault")


@pytest.mark.parametrize("engine", OTHERS)
def test_what_an_engine_refuses_is_a_mistake_of_the_settings(
    portal: Make, need: Need, engine: str
) -> None:
    need(engine)
    small = portal({"mkdocs.yml": settings_with(f"engine: {engine}") + "nav: 3\n"})
    told = refusal_of(small)
    assert told.startswith("mkdocs.yml:1:1 settings-refused")
    assert f"{engine} refuses these settings: " in told


def test_a_theme_that_has_changed_is_no_fault_of_the_portal(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shells, "SENTINELS", (Sentinel("<blink>", "content"),))
    told = refusal_of(portal({"templates/theme/partials/footer.html": "<footer></footer>"}))
    assert told.startswith("mkdocs.yml:1:1 theme-unknown")
    assert "mkdocs-material" in told


def test_a_link_among_the_overrides_is_not_followed(portal: Make) -> None:
    small = portal({"secret.txt": "x", "templates/theme/assets/a.txt": "a"})
    (small.root / "templates/theme/assets/b.txt").symlink_to(small.root / "secret.txt")
    assert refusal_of(small).startswith("templates/theme/assets/b.txt:1:1 file-symlink")
