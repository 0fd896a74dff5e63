"""What is wrong, as the desk's page tells it: in the sentences of the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from enishi.desk.forms import PLACE
from enishi.desk.office import Office
from enishi.messages import sentence_of
from enishi.problems import Problem, Refused

T = TypeVar("T")
_NO_FILES = (PLACE, "ID", "--match", "(export)", "(segment)")
"""Where problems are that are in no file."""


@dataclass(frozen=True, slots=True)
class Blame:
    """What is wrong, and how to mend it."""

    where: str
    """File and line; empty where it is in no file."""
    fault: str
    cure: str
    field: str = ""
    """The field of a form that it is in."""


def blames_of(problems: Iterable[Problem], lang: str) -> tuple[Blame, ...]:
    return tuple(_blame(one, *sentence_of(one, lang)) for one in problems)


def _blame(one: Problem, fault: str, cure: str) -> Blame:
    where = "" if one.path in _NO_FILES else f"{one.path}:{one.mark.line}"
    return Blame(where, fault, cure, one.field if one.path == PLACE else "")


def tried(office: Office, make: Callable[[Office], T], usual: T) -> T:
    """A section; what is wrong in it is kept for the notes, and the others are shown."""
    try:
        return make(office)
    except Refused as refused:
        office.problems.extend(refused.problems)
        return usual
