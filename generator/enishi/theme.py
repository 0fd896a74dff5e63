"""The theme: an engine builds one page a section from it, and the shells are cut out of these.

Runs the engine over a staged folder that holds nothing but `ShellInputs`, so that equal inputs
give equal shells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from enishi import resources
from enishi.configuration import SECTIONS, config_of
from enishi.engines import ENGINES
from enishi.engines.engine import BUILT, CONFIG, DOCS, THEME, Engine, EngineFault
from enishi.images import SUFFIXES, copy_picture
from enishi.problems import Mark, Refused, refusal
from enishi.render import FOLDER
from enishi.settings import FILE, Settings
from enishi.shells import Sentinel, amiss, shell_of
from enishi.views import Output, Press, Publication

_OVERRIDES = f"{FOLDER}/theme"
_PAGE = b"---\nhide: [navigation, toc]\n---\n"


@dataclass(frozen=True, slots=True)
class ShellInputs:
    """Everything that the shells depend on."""

    engine: str
    versions: dict[str, str]
    """`{package: version}` of the engine and its theme."""
    config: dict[str, object]
    """The settings that the engine gets."""
    pages: dict[str, str]
    """`{shell: site path}`"""
    files: dict[str, bytes]
    """What the settings name in `content/`: styles, scripts, logo and favicon."""
    house: dict[str, bytes]
    """Our templates of the theme."""
    own: dict[str, bytes]
    """The portal's, laid over ours."""

    def digest(self) -> str:
        """The same for equal inputs, in every process."""
        parts = (getattr(self, name) for name in self.__slots__)
        return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Theme:
    """What the engine made: `{shell: page with marks}`, and the files that the shells need."""

    shells: dict[str, str]
    assets: list[Output]


def shell_inputs(
    root: Path, settings: Settings, publication: Publication, press: Press
) -> ShellInputs:
    """Reads what the theme is made of. Raises `Refused` for a link among the overrides."""
    engine = ENGINES[settings.ours.engine]
    house = resources.templates_folder() / "theme"
    own = root / _OVERRIDES
    ours = not own.is_dir() or own.samefile(house)
    shells = {"home": ""} | {name: f"{name}/" for name in SECTIONS}
    return ShellInputs(
        engine=engine.name,
        versions=engine.versions(),
        config=config_of(engine, settings, publication, press),
        pages=shells | {f"page:{page.id}": page.path for page in publication.pages},
        files={one.text: (root / "content" / one.text).read_bytes() for one in settings.files},
        house=_files_in(house),
        own={} if ours else _files_in(own),
    )


def build_theme(inputs: ShellInputs, staging: Path) -> Theme:
    """Run the engine once over a few empty pages.

    Raises `Refused` when the portal's own settings or overrides of the theme break it.
    """
    engine = ENGINES[inputs.engine]
    try:
        built = _built(inputs, staging / "whole")
    except EngineFault as fault:
        raise _refused(engine, fault) from None
    shells = {}
    for name, path in inputs.pages.items():
        text = (built / path / "index.html").read_text(encoding="utf-8")
        wrong = amiss(text)
        if wrong:
            raise _broken(inputs, staging, *wrong)
        shells[name] = shell_of(text, path)
    return Theme(shells, _assets(built, engine))


def _files_in(folder: Path) -> dict[str, bytes]:
    found = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_symlink():
            raise refusal(f"{_OVERRIDES}/{path}", "file-symlink")
        if file.is_file():
            found[path] = file.read_bytes()
    return found


def _built(inputs: ShellInputs, folder: Path) -> Path:
    """The folder of what the engine makes of the inputs, staged in `folder`."""
    empty = {(f"{path}index.md" if path else "index.md"): _PAGE for path in inputs.pages.values()}
    _write(folder / DOCS, empty | _drawn_anew(inputs.files))
    _write(folder / THEME, inputs.house | _drawn_anew(inputs.own))
    text = yaml.safe_dump(inputs.config, allow_unicode=True, sort_keys=False)
    _write(folder, {CONFIG: text.encode()})
    ENGINES[inputs.engine].build(folder)
    return folder / BUILT


def _drawn_anew(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """With pictures that carry nothing beside their pixels: a logo may come out of a camera."""
    return {
        path: copy_picture(data) if path.lower().endswith(SUFFIXES) else data
        for path, data in files.items()
    }


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _assets(built: Path, engine: Engine) -> list[Output]:
    """Styles, scripts and pictures of the theme, without what no reader loads."""
    unread = (".map", ".html", ".xml", ".xml.gz", ".json")
    files = ((file.relative_to(built).as_posix(), file) for file in sorted(built.rglob("*")))
    return [
        Output(path, file.read_bytes())
        for path, file in files
        if file.is_file() and not path.endswith(unread) and not path.startswith(engine.unread)
    ]


def _refused(engine: Engine, fault: EngineFault) -> Refused:
    if not fault.template:
        return refusal(FILE, "settings-refused", engine=engine.name, fault=fault.said)
    path = f"{_OVERRIDES}/{fault.template}"
    return refusal(path, "template-fault", Mark(fault.line), fault=fault.said)


def _broken(inputs: ShellInputs, staging: Path, sentinel: Sentinel, count: int) -> Refused:
    """A sentinel is amiss: the override that did it, or the theme itself."""
    culprit = _culprit(inputs, staging, sentinel)
    if culprit is None:
        theme = ", ".join(f"{name} {version}" for name, version in inputs.versions.items())
        return refusal(FILE, "theme-unknown", theme=theme, mark=sentinel.text, count=count)
    mark = Mark(_line_of(inputs.own[culprit].decode(errors="replace"), sentinel, count))
    path = f"{_OVERRIDES}/{culprit}"
    return refusal(path, "shell-broken", mark, mark=sentinel.text, count=count)


def _culprit(inputs: ShellInputs, staging: Path, sentinel: Sentinel) -> str | None:
    """The override that breaks the sentinel by itself; None where none is needed for that.

    Where only several do it together, the last of them.
    """
    templates = [path for path in inputs.own if path.endswith(".html")]
    if not templates or _breaks(inputs, staging / "house", sentinel):
        return None
    for at, path in enumerate(templates[:-1]):
        if _breaks(inputs, staging / f"trial{at}", sentinel, path):
            return path
    return templates[-1]


def _breaks(inputs: ShellInputs, folder: Path, sentinel: Sentinel, *own: str) -> bool:
    """Whether a page that has only some of the overrides has not exactly one such sentinel."""
    trial = replace(inputs, own={path: inputs.own[path] for path in own}, pages={"home": ""})
    try:
        page = _built(trial, folder) / "index.html"
    except EngineFault:
        return True
    return page.read_text(encoding="utf-8").count(sentinel.text) != 1


def _line_of(template: str, sentinel: Sentinel, count: int) -> int:
    """Where the sentinel stands once too often, or else where the block begins that brings it."""
    lines = template.splitlines()
    for wanted in (sentinel.text,) * (count > 1) + (f"block {sentinel.block}",):
        found = [at for at, line in enumerate(lines, 1) if wanted in line]
        if found:
            return found[-1]
    return 1
