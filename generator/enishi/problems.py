"""What is wrong with the input, as values: where it stands and which sentence says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a file; both numbers count from 1, columns in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake of the user. Its sentences stand in `messages.py`, by `code`.

    `values` fill the sentence. They never hold what a person's record says: only
    keys, IDs, file names and what the schema would have accepted.
    """

    path: str
    """Relative to the portal folder, with `/`."""
    mark: Mark
    code: str
    field: str = ""
    """Where in the record, as `tenures[1].left`."""
    values: tuple[tuple[str, str], ...] = ()
    warning: bool = False
    """A warning is shown and does not stop the build."""


class Problems:
    """Collects problems; shows them sorted by place, each once."""

    def __init__(self) -> None:
        self._seen: set[Problem] = set()

    def add(self, path: str, mark: Mark, code: str, field: str = "", /, **values: object) -> None:
        """An error: nothing will be written."""
        self._seen.add(Problem(path, mark, code, field, _filled(values)))

    def warn(self, path: str, mark: Mark, code: str, field: str = "", /, **values: object) -> None:
        """Something to look at; the build goes on."""
        self._seen.add(Problem(path, mark, code, field, _filled(values), warning=True))

    def extend(self, others: Iterable[Problem]) -> None:
        self._seen.update(others)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._seen))

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self if not problem.warning]


Row = tuple[str, tuple[int, int], str, str, tuple[tuple[str, str], ...], bool]
"""A problem as plain values."""


def rows_of(problems: Problems) -> list[Row]:
    return [
        (one.path, (one.mark.line, one.mark.column), one.code, one.field, one.values, one.warning)
        for one in problems
    ]


def problems_from(rows: object) -> Problems:
    """The problems of `rows_of`; anything else holds none."""
    found = Problems()
    if isinstance(rows, list):
        found.extend(Problem(path, Mark(*mark), *rest) for path, mark, *rest in rows)
    return found


def _filled(values: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(value)) for key, value in values.items()))


class Refused(Exception):  # noqa: N818  (not an error of the program: the input was refused)
    """Work ends because the user must mend something first; carries what to show."""

    def __init__(self, problems: Problems, *, untouched: bool = True) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems
        self.untouched = untouched
        """Whether nothing was written."""


def refusal(path: str, code: str, mark: Mark | None = None, /, **values: object) -> Refused:
    """A `Refused` for one single problem."""
    problems = Problems()
    problems.add(path, mark or Mark(), code, **values)
    return Refused(problems)
