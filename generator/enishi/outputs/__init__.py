"""One file a format: each turns the publication into files of the site.

A module of this package is a format and is found by itself. It has a docstring, whose first
line says which files it makes and by which standard, and one of

- `plan(publication, press)`, which yields a `Job` for each page and file;
- `plan_over(made, publication, press)`, the same after all pages are known;
- `print_over(made, publication, press, old)`, which gives files that are made together, out of
  all pages; `old` holds those of the last build, as far as they help, and `None` leaves one as
  it is there;
- `render_html(…)`, for what is printed only when asked for (the newsletter as mail).

A job names what makes the file and all that goes into it; it is done only if that is not what
went into it last time. Modules whose name begins with `_` are pieces that formats share.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from enishi.views import Job, Made, Press, Publication

Plan = Callable[[Publication, Press], Iterable[Job]]
PlanOver = Callable[[Sequence[Made], Publication, Press], Iterable[Job]]
Files = Mapping[str, bytes]
PrintOver = Callable[[Sequence[Made], Publication, Press, Files], Mapping[str, bytes | None]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format as the build sees it; one of the functions, or none if it is made on demand."""

    name: str
    summary: str
    """First line of the module's docstring."""
    plan: Plan | None
    plan_over: PlanOver | None
    print_over: PrintOver | None


def formats() -> list[Format]:
    """Every format, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [
        format_of(import_module(f"{__name__}.{name}")) for name in names if not name.startswith("_")
    ]


def format_of(module: ModuleType) -> Format:
    """What a module offers. Raises `TypeError` where it is no format."""
    name = module.__name__.rpartition(".")[2]
    kinds = ("plan", "plan_over", "print_over")
    offers = [kind for kind in (*kinds, "render_html") if hasattr(module, kind)]
    if len(offers) != 1:
        raise TypeError(f"outputs/{name}.py needs one of {', '.join(kinds)}")
    summary = (module.__doc__ or "").strip().split("\n")[0]
    if not summary:
        raise TypeError(f"outputs/{name}.py needs a docstring that says what it makes")
    return Format(name, summary, *(getattr(module, kind, None) for kind in kinds))
