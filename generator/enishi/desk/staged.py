"""What a commit would publish: private values and fields in files that git has taken in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from enishi.desk.contents import OFFICE, tells_place, words_of
from enishi.desk.disguises import TAG, folded
from enishi.desk.fingerprint import folder_of
from enishi.desk.git import Git, git_of, has_git
from enishi.desk.keys import RECIPIENTS
from enishi.desk.needles import Sort, needles_of
from enishi.desk.records import CARD
from enishi.desk.sealed import is_sealed
from enishi.desk.sealing import check_sealed
from enishi.problems import Mark, Problems, refusal
from enishi.source.files import MAX_BYTES, SourceFile, mark_at
from enishi.source.nodes import parse_yaml
from enishi.source.people import EMAIL, PERSON, private_faults
from enishi.source.tree import Mapping, Scalar, Sequence
from enishi.standing import SETTINGS

_GENERAL = frozenset({"consents", "notes", "stage", "follow", "person"})
"""Keys of private records that files of other programs have as well, or public records. In a
record that has no others they count, too."""
Contact = tuple[Sort, str]
_RECORDS = (".yml", ".yaml", ".json")
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
    settings = next((text for _, text in git.staged(SETTINGS)), b"").decode("utf-8", "replace")
    place = _blame_folder(root, git, settings, problems)
    if _setting(settings, "repository") == "private":
        return len(paths)
    allowed = {
        (one.sort, one.text) for one in needles_of(settings, SETTINGS, "", contacts_only=True)
    }
    open_there = {f"{place}{name}" for name in _OPEN}
    within = {path for path in paths if place and path.startswith(place)} - open_there
    for path, data in git.staged(but={SETTINGS, *within, *git.having(FIXTURE, paths)}):
        named = EMAIL.search(path)
        if named and not _may_stay("", path, named.start(), allowed):
            problems.add(path, Mark(), "staged-email")
        text = words_of(path, data)
        if text is not None:
            check_text(path, text, allowed, problems)
        elif tells_place(path, data):
            problems.add(path, Mark(), "staged-place")
    return len(paths)


def _blame_folder(root: Path, git: Git, settings: str, problems: Problems) -> str:
    """Files of the private folder are told of as such; the folder, where it lies in the portal."""
    folder, here = folder_of(root, _setting(settings, "private") or "private"), root.resolve()
    if not folder.is_relative_to(git.top().resolve()) or here.is_relative_to(folder):
        return ""
    place = os.path.relpath(folder, here).replace(os.sep, "/") + "/"  # perhaps beside the portal
    seals = f"{place}{RECIPIENTS}" in git.tracked(place) or (folder / RECIPIENTS).is_file()
    for path, data in git.staged(place):
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
    if path.lower().endswith(OFFICE):
        text = TAG.sub("\n", text)
    plain = text
    if path.startswith(_CLICKED):  # a link is there to be clicked
        plain = _LINK.sub(lambda match: " " * len(match[0]), text)
    for index, code in private_faults(plain):
        if code in _CODES and not _may_stay(path, plain, index, allowed):
            mark = Mark() if path.lower().endswith(OFFICE) else mark_at(text, index)
            problems.add(path, mark, _CODES[code])


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
    """Keys of a record, or of records in a list, that only a private one has. Words of the house,
    in `templates/`, have keys of their own."""
    if not path.lower().endswith(_RECORDS) or path.startswith("templates/"):
        return
    is_public = path.startswith("alumni/")
    every = PERSON.banned.keys() if is_public else CARD.fields.keys()
    if not any(key in text.lower() for key in every):
        return
    node = parse_yaml(text, path, Problems(), tags=True) if len(text) < MAX_BYTES else None
    records = node.items if isinstance(node, Sequence) else (node,)
    found = [list(_keys_of(one)) for one in records if isinstance(one, Mapping)]
    for keys in found if node is not None else [list(_keys_at_line_starts(text))]:
        is_whole = len(keys) > 1 and all(key.lower() in every for _, key in keys)
        sought = every if is_public or is_whole else every - _GENERAL
        yield from (one for one in keys if one[1].lower() in sought)


def _keys_of(record: Mapping) -> Iterator[tuple[Mark, str]]:
    return ((key.mark, key.text) for key, _ in record.entries)


def _keys_at_line_starts(text: str) -> Iterator[tuple[Mark, str]]:
    """Of a file that only its own program reads, or that is broken."""
    for number, line in enumerate(text.split("\n"), 1):
        key, colon, _ = line.partition(":")
        if colon:
            yield Mark(number), key.strip("\"'")
