"""`private/graduations/ID/board.md`: what colleagues write for somebody who leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enishi.problems import Mark, Problems

FILE = "board.md"
_LINE = re.compile(r"[-*・]\s*([^:：]{1,80}?)\s*[:：]\s*(\S.*)\Z")


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who wrote, and what: one paragraph each."""

    name: str
    words: tuple[str, ...]


def greetings_in(text: str, path: str, problems: Problems) -> tuple[Greeting, ...]:
    """One `- name: words` each; an indented line goes on with the words above it.

    Lines that begin with `#` are remarks.
    """
    found: list[Greeting] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if not line.strip() or line.startswith("#"):
            continue
        if match:
            found.append(Greeting(match[1], (match[2],)))
        elif line[0] in " \t\u3000" and found:
            last = found.pop()
            found.append(Greeting(last.name, (*last.words, line.strip())))
        else:
            problems.add(path, Mark(number), "board-line")
    return tuple(found)
