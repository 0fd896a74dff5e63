"""First drafts: a whole starter portal, and new entries for one that is there.

Nothing that exists is ever overwritten, and no symbolic link is followed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from enishi.checks import RESERVED
from enishi.dates import day_of
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.readings import EAST_ASIAN
from enishi.resources import starter_folder
from enishi.settings import Settings
from enishi.source.content import permalink_of
from enishi.source.files import illegal_in, list_files
from enishi.source.people import private_faults
from enishi.source.schema import DEVICES, ID, Reading, Text
from enishi.source.tree import Scalar
from enishi.writing import put_new

KINDS = ("news", "person", "newsletter", "event", "opening", "card", "notice")
_TEMPLATES = "_new"
_BLANKS = dict.fromkeys(("number", "chosen", "greeting", "others", "ideas"), "")
"""What a draft says that nobody proposed anything for."""
_DOT = "dot-"
"""`dot-gitignore` becomes `.gitignore`; in the package git and packagers would act on that."""
_SHELF, _WHOLE = ".enishi-part", ".enishi-whole"
"""How a folder is called in which a portal is made, and in which one waits that is made."""
_LONGEST_ID = 64
_OPEN = "…"
"""What the writer of a draft has to fill in."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where entries of one kind live and how their files are named."""

    folder: str
    suffix: str
    dated: str
    """How `date.strftime` writes the beginning of the file name; empty for none."""
    letter: str
    """Before the digits where a title has no Latin word, so that the ID begins with a letter."""
    most: int = 200
    """Characters that the schema allows in the title."""


_KINDS = {
    "news": _Kind("content/news", ".md", "%Y-%m-%d", ""),
    "release": _Kind("content/news", ".md", "%Y-%m-%d", ""),
    "person": _Kind("alumni", ".yml", "", "p", most=80),
    "newsletter": _Kind("content/newsletters", ".md", "%Y-%m", ""),
    "event": _Kind("content/events", ".md", "%Y-%m-%d", ""),
    "opening": _Kind("content/openings", ".md", "", "o"),
    "card": _Kind("content/cards", ".md", "", "c"),
    "notice": _Kind("content/notices", ".md", "", "n"),
}


# --- a whole portal


def init_portal(folder: Path, lang: str) -> list[Path]:
    """Make a starter portal, whole or not at all; the files it holds, sorted.

    The folder may be there already if nothing but `.git` is in it. Where an earlier one was
    killed, this one begins anew, or moves in what that one had not. Raises `Refused` when the
    folder holds anything else.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  (resolve() would follow links)
    there = os.path.lexists(folder)
    shelf = (folder if there else folder.parent) / f".{folder.name}{_SHELF}"
    whole = shelf.with_name(f".{folder.name}{_WHOLE}")
    if whole.is_dir() and not whole.is_symlink():
        return _moved_in(whole, folder, lang)
    if there and not _is_vacant(folder, shelf.name):
        raise refusal(folder.name, "folder-taken")
    _discard(shelf)
    shelf.mkdir(parents=True)
    try:
        for path, source in _starter_files(lang):
            _write_copy(source, shelf / path)
        (shelf / "private").chmod(0o700)  # what will be in it is for its owner alone
        _rename(shelf, whole if there else folder)
    except BaseException:
        _discard(shelf)
        raise
    return _moved_in(whole, folder, lang) if there else _paths_in(folder, lang)


def _paths_in(folder: Path, lang: str) -> list[Path]:
    return sorted(folder / path for path, _ in _starter_files(lang))


def _discard(shelf: Path) -> None:
    if os.path.lexists(shelf):
        shutil.rmtree(shelf)


def _is_vacant(folder: Path, shelf: str) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return all(entry.name in (".git", shelf) for entry in folder.iterdir())


def _starter_files(lang: str) -> Iterator[tuple[str, Path]]:
    """`(path in the portal, file of the starter)`, in a stable order."""
    base = starter_folder(lang)
    for source in sorted(base.rglob("*")):
        parts = source.relative_to(base).parts
        if parts[0] != _TEMPLATES and source.is_file() and source.name != ".DS_Store":
            yield "/".join(_undotted(part) for part in parts), source


def _undotted(name: str) -> str:
    return f".{name.removeprefix(_DOT)}" if name.startswith(_DOT) else name


def _write_copy(source: Path, target: Path) -> Path:
    """Bytes only: an installed package may be read-only, and its copies must not be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    return target


def _rename(made: Path, place: Path) -> None:
    """Raises `Refused` where something stands there."""
    if os.path.lexists(place):
        raise refusal(place.name, "folder-taken")
    made.rename(place)


def _moved_in(whole: Path, folder: Path, lang: str) -> list[Path]:
    """Into a folder that must stay itself, since a shell may stand in it. Undone on failure.

    What is still there of a portal is what was not moved yet: that it is there is the journal.
    """
    moved: list[Path] = []
    try:
        for entry in sorted(whole.iterdir()):
            _rename(entry, folder / entry.name)
            moved.append(entry)
    except (OSError, Refused):
        for entry in moved:
            (folder / entry.name).rename(entry)
        parts = {path.partition("/")[0] for path, _ in _starter_files(lang)}
        if parts == {entry.name for entry in whole.iterdir()}:
            _discard(whole)
        raise
    whole.rmdir()
    return _paths_in(folder, lang)


# --- one entry


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for consents, as a notice says it; what the settings do not say is left open."""

    company: str = _OPEN
    site: str = _OPEN
    address: str = _OPEN
    contact: str = _OPEN


def asker_of(settings: Settings) -> Asker:
    sender = settings.ours.sender
    contact = sender.contact.removeprefix("mailto:") if sender else ""
    told = (settings.ours.company.name, settings.name, settings.url, contact)
    return Asker(*(one or _OPEN for one in told))


def new_entry(
    root: Path,
    kind: str,
    title: str,
    slug: str,
    day: date,
    lang: str,
    asker: Asker = Asker(),
    proposed: Mapping[str, str] = _BLANKS,
) -> Path:
    """Write a first draft that passes the checks as it is; the file's path.

    The file is named by `slug`, else by the Latin words of the title, else by a digest
    of it. `proposed` is what else its template is filled with. Raises `Refused` when the
    title cannot stand on one line or the name is taken.
    """
    form = _KINDS[kind]
    title = _title_of(title, form.most)
    stem = _stem_of(form, title, slug, day)
    fault = next((code for _, code in private_faults(title)), None) if kind == "person" else None
    if fault:
        raise refusal("TITLE", fault, id=stem)
    path = f"{form.folder}/{stem}{form.suffix}"
    _refuse_link(root, form.folder)
    if os.path.lexists(root / path) or stem in _permalinks(root, form):
        raise refusal(path, "file-taken")
    template = starter_folder(lang) / _TEMPLATES / f"{kind}{form.suffix}"
    values = {**_values_of(title, day, stem), **asdict(asker), **proposed}
    text = Template(template.read_text(encoding="utf-8")).substitute(values)
    _write_new(root / path, text)
    return root / path


def stem_for(kind: str, title: str, slug: str, day: date) -> str:
    """How `new_entry` calls the file. Raises `Refused` as it does."""
    form = _KINDS[kind]
    return _stem_of(form, _title_of(title, form.most), slug, day)


def _title_of(given: str, most: int) -> str:
    """The title as the schema will read it back. Raises `Refused` where it would not."""
    title = given.strip()
    problems = Problems()
    at = Reading("TITLE", problems, ZoneInfo("UTC"))
    if not title:
        raise refusal("TITLE", "key-missing", key="title", example='"…"')
    Text(most).read(Scalar(title), at, "title")
    found = illegal_in(title) or _control_in(title)
    if found and not problems.errors:
        at.error(Mark(1, found[0] + 1), "text-control", "title", name=found[1])
    if problems.errors:
        raise Refused(problems)
    return title


def _control_in(title: str) -> tuple[int, str] | None:
    """Tabs and the like: lawful in a file, and a slip of the hand in a title."""
    controls = (n for n, letter in enumerate(title) if unicodedata.category(letter) == "Cc")
    index = next(controls, None)
    return None if index is None else (index, f"U+{ord(title[index]):04X}")


def _stem_of(form: _Kind, title: str, slug: str, day: date) -> str:
    """The file name without its suffix; always an ID, and so the permalink for ever."""
    prefix = day.strftime(f"{form.dated}-") if form.dated else ""
    if slug:
        slug = slug.removeprefix(prefix)
        stem = prefix + slug
        if not (ID.match(slug) and ID.match(stem)):
            raise refusal("--slug", "id-bad")
        if stem in _reserved(form):
            raise refusal("--slug", "permalink-reserved", id=stem)
        return stem
    words = _latin_words(title, _LONGEST_ID - len(prefix))
    if words and prefix + words not in _reserved(form) | DEVICES:
        return prefix + words
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return prefix + "-".join(part for part in (form.letter, digest) if part)


def id_for(title: str) -> str:
    """The ID that a new person would get by a name in Latin letters; by its digest for others."""
    return _stem_of(_KINDS["person"], title, "", date.min)


def _latin_words(title: str, most: int) -> str:
    """`Bienvenue à Kyūshū!` → `bienvenue-a-kyushu`; empty where no letter is left."""
    plain = unicodedata.normalize("NFKD", title).replace("'", "").replace("\u2019", "").lower()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", kept)
    while len(words) > 1 and len("-".join(words)) > most:
        words.pop()
    slug = "-".join(words)[:most]
    return slug if re.search("[a-z]", slug) else ""


def _reserved(form: _Kind) -> frozenset[str]:
    return RESERVED.get(form.folder.rpartition("/")[2], frozenset())


def _permalinks(root: Path, form: _Kind) -> set[str]:
    """Taken already, be it in a subfolder or in other capitals."""
    suffixes = (".yml", ".yaml") if form.suffix == ".yml" else (form.suffix,)
    paths = (path for path in list_files(root, form.folder) if path.lower().endswith(suffixes))
    return {permalink_of(Path(path).stem) for path in paths}


def _refuse_link(root: Path, folder: str) -> None:
    for place in (*reversed(Path(folder).parents[:-1]), Path(folder)):
        if (root / place).is_symlink():
            raise refusal(place.as_posix(), "file-symlink")


def _values_of(title: str, day: date, stem: str) -> dict[str, str]:
    """What the templates may say; every value that comes from the user is quoted."""
    family, given = _name_parts(title)
    return {
        "title": quoted(title),
        "family": quoted(family),
        "given": quoted(given),
        "id": stem,
        "date": day.isoformat(),
        "earlier": _shifted(day, -90),
        "later": _shifted(day, 90),
    }


def _shifted(day: date, days: int) -> str:
    """Some days off, or the day itself where records know no such day."""
    shifted = (day + timedelta(days)).isoformat()
    return shifted if day_of(shifted) else day.isoformat()


def _name_parts(name: str) -> tuple[str, str]:
    """Family and given name: the first word is the family's in Japanese, else the last."""
    words = name.split()
    if EAST_ASIAN.search(name):
        return words[0], " ".join(words[1:])
    return (words[-1], " ".join(words[:-1])) if len(words) > 1 else ("", words[0])


def quoted(text: str) -> str:
    """A YAML double-quoted scalar on one line (YAML 1.1 §5.6) that reads back as `text`."""
    return f'"{"".join(_escaped(letter) for letter in text)}"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable() or letter == "\u3000":
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08x}"


def _write_new(path: Path, text: str) -> None:
    """Only where no file is, and whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        put_new(path, text.encode())
    except FileExistsError:
        raise refusal(path.name, "file-taken") from None
