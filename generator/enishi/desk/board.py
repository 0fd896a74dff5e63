"""`private/graduations/ID/board.md`: what colleagues write for somebody who leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enishi.problems import Mark, Problems

FOLDER, FILE = "graduations", "board.md"
_LINE = re.compile(r"[-*・]\s*([^:：]{1,80}?)\s*[:：]\s*(\S.*)\Z")
_LEAVE = re.compile(r"\s*[(（]\s*(?:公開可|public)\s*[)）]\Z", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who wrote, and what: one paragraph each."""

    name: str
    words: tuple[str, ...]
    is_public: bool = False
    """Whether its writer said that everybody may read it."""


def greetings_in(text: str, path: str, problems: Problems) -> tuple[Greeting, ...]:
    """One `- name: words` each; an indented line goes on with the words above it.

    `(公開可)` or `(public)` behind the name says that everybody may read it. Lines that begin
    with `#` are remarks.
    """
    found: list[Greeting] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if not line.strip() or line.startswith("#"):
            continue
        if match:
            name = _LEAVE.sub("", match[1])
            found.append(Greeting(name, (match[2],), name != match[1]))
        elif line[0] in " \t\u3000" and found:
            last = found.pop()
            found.append(Greeting(last.name, (*last.words, line.strip()), last.is_public))
        else:
            problems.add(path, Mark(number), "board-line")
    return tuple(found)


def lines_of(greeting: Greeting, leave: str) -> str:
    """A greeting as it stands on a board; `leave` is how its language says that it is public.

    Whatever was written, it is read again as one greeting.
    """
    name = _LEAVE.sub("", " ".join(re.sub(r"[:：]", " ", greeting.name).split()))[:_LONGEST].strip()
    mark = f" ({leave})" if greeting.is_public else ""
    first, *rest = greeting.words
    return "".join([f"- {name or '?'}{mark}: {first}\n", *(f"  {line}\n" for line in rest)])
