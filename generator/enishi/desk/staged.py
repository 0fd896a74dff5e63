"""What a commit would publish: private values and fields in files that git has taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from enishi.desk.disguises import folded
from enishi.desk.fingerprint import folder_of
from enishi.desk.git import Git, git_of, has_git
from enishi.desk.keys import RECIPIENTS
from enishi.desk.needles import Sort, needles_of
from enishi.desk.records import CARD
from enishi.desk.sealed import is_sealed
from enishi.desk.sealing import check_sealed
from enishi.problems import Mark, Problems, refusal
from enishi.source.files import SourceFile, mark_at
from enishi.source.nodes import parse_yaml
from enishi.source.people import EMAIL, PERSON, private_faults
from enishi.source.tree import Mapping, Scalar
from enishi.standing import SETTINGS

_GENERAL = frozenset({"consents", "notes", "stage", "follow", "person"})
"""Keys of private records that files of other programs have as well, or public records."""
Contact = tuple[Sort, str]
_OPEN = (RECIPIENTS, ".gitignore", "README.md")
"""What may be read of a private folder whose records are sealed."""
_CLICKED = ("content/", "templates/")
_LINK = re.compile(r"(?:mailto|tel):[^\s\"'<>)\]]*", re.IGNORECASE)
_VERSION = re.compile(r"@v?\d[\w.-]*\Z")
_SCP = re.compile(r"\A(?:git|hg)@")
_RESERVED = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:com|net|org)|(?:[\w-]+\.)*(?:example|test|invalid|localhost))\Z",
    re.IGNORECASE,
)
"""Names of hosts that nobody can have (RFC 2606, RFC 6761)."""
_FICTIONAL = re.compile(r"(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?555[ .-]?01\d\d(?!\d)")
"""Phone numbers that are kept for stories: 555-0100 to 555-0199, with a North American area
code (ATIS-0300115). Japan keeps none."""
FIXTURE = "enishi-fixture"
"""The attribute that says in `.gitattributes`: what stands in these files is made up."""
_CODES = {"private-email": "staged-email", "private-phone": "staged-phone"}


def check_staged(root: Path, problems: Problems) -> int:
    """Blame what must not get into a repository that anybody may read; how many files it has.

    Raises `Refused` where there is no git, or no repository.
    """
    git = git_of(root)
    if git is None:
        raise refusal(SETTINGS, "git-missing" if not has_git() else "git-none")
    paths = git.tracked()
    settings = next((text for _, text in git.staged([SETTINGS])), b"").decode("utf-8", "replace")
    place = _blame_folder(root, git, settings, problems)
    if _setting(settings, "repository") == "private":
        return len(paths)
    allowed = {
        (one.sort, one.text) for one in needles_of(settings, SETTINGS, "", contacts_only=True)
    }
    made_up = git.having(FIXTURE, paths)
    open_there = {f"{place}{name}" for name in _OPEN}
    rest = [
        path
        for path in paths
        if path != SETTINGS
        and path not in made_up
        and (path in open_there or not (place and path.startswith(place)))
    ]
    for path, data in git.staged(rest):
        if b"\0" not in data[:8000]:
            text = data.decode("utf-8", "replace").replace("\r\n", "\n")
            check_text(path, text, allowed, problems)
    return len(paths)


def _blame_folder(root: Path, git: Git, settings: str, problems: Problems) -> str:
    """Files of the private folder are told of as such; the folder, where it lies in the portal."""
    folder = folder_of(root, _setting(settings, "private") or "private")
    if not folder.is_relative_to(root.resolve()) or folder == root.resolve():
        return ""
    place = folder.relative_to(root.resolve()).as_posix() + "/"
    there = git.tracked(place)
    seals = f"{place}{RECIPIENTS}" in there or (folder / RECIPIENTS).is_file()
    for path, data in git.staged(there):
        if not (seals and path.removeprefix(place) in _OPEN):
            _blame_record(path, place, data, problems, seals=seals)
    return place


def _blame_record(path: str, place: str, data: bytes, problems: Problems, *, seals: bool) -> None:
    """A sealed record may be in git. Another is to be sealed, where records are."""
    source = SourceFile(path, data.decode("utf-8", "replace").replace("\r\n", "\n"))
    is_record = path.endswith((".yml", ".yaml")) and "/" not in path.removeprefix(place)
    found = Problems()
    node = parse_yaml(source.text, path, found) if is_record else None
    if node is not None and (seals or is_sealed(node)):
        problems.extend(found)  # what is read only in part could hide something
        check_sealed(source, node, problems)
    else:
        problems.add(path, Mark(), "staged-private", folder=place)


def is_wholly_sealed(path: str, text: str) -> bool:
    """Whether a file is a record that tells nothing without a key."""
    if not path.lower().endswith((".yml", ".yaml")) or "sealed:" not in text:
        return False
    found = Problems()
    node = parse_yaml(text, path, found)
    if node is None or not is_sealed(node):
        return False
    check_sealed(SourceFile(path, text), node, found)
    return not found.errors


def _setting(text: str, key: str) -> str:
    node = parse_yaml(text, SETTINGS, Problems(), tags=True)
    found = node.get("extra", "enishi", key) if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def check_text(path: str, text: str, allowed: set[Contact], problems: Problems) -> None:
    """Blame the contacts and private keys of one file, unless it is a sealed record."""
    if is_wholly_sealed(path, text):
        return
    for mark, key in _private_keys(path, text):
        problems.add(path, mark, "staged-key", key=key)
    plain = text
    if path.startswith(_CLICKED):  # a link is there to be clicked
        plain = _LINK.sub(lambda match: " " * len(match[0]), text)
    for index, code in private_faults(plain):
        if code in _CODES and not _may_stay(path, plain, index, allowed):
            problems.add(path, mark_at(text, index), _CODES[code])


def _may_stay(path: str, text: str, index: int, allowed: set[Contact]) -> bool:
    """Whether the settings publish it, nobody can have it, or it is no address: a version, or a
    place of code."""
    word = re.split(r"[\s<>\"'`,;()\[\]{}|]", text[index : index + 254], maxsplit=1)[0].rstrip(".:")
    line = text[index : index + 40].split("\n")[0]
    found = {
        (one.sort, one.text)
        for part in (word, line)
        for one in list(needles_of(folded(part), path, "", contacts_only=True))[:1]
    }
    if found & allowed:
        return True
    mail = EMAIL.match(text, index)
    if (mail and _RESERVED.search(mail[0])) or _FICTIONAL.match(line):
        return True
    return bool(_VERSION.search(word) or _SCP.match(word))


def _private_keys(path: str, text: str) -> Iterator[tuple[Mark, str]]:
    """Keys at the beginning of a line that only a private record has. Words of the house, in
    `templates/`, have keys of their own."""
    if not path.lower().endswith((".yml", ".yaml")) or path.startswith("templates/"):
        return
    keys = PERSON.banned.keys() if path.startswith("alumni/") else CARD.fields.keys() - _GENERAL
    for number, line in enumerate(text.split("\n"), 1):
        key, colon, _ = line.partition(":")
        if colon and key.strip("\"'").lower() in keys:
            yield Mark(number), key.strip("\"'")
