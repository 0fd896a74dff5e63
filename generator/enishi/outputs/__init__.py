"""One file a format: each turns the publication into files of the site.

A module of this package is a format and is found by itself. It has a docstring, whose first
line says which files it makes and by which standard, and one of

- `render(publication, press)`, which yields pages and files;
- `render_over(made, publication, press)`, which runs after all pages were made;
- `render_html(…)`, for what is printed only when asked for (the newsletter as mail).

Modules whose name begins with `_` are pieces that formats share.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from enishi.views import Made, Output, Press, Publication, Rendered

Render = Callable[[Publication, Press], Rendered]
RenderOver = Callable[[Sequence[Made], Publication, Press], Iterable[Output]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format as the build sees it; both functions are None for those made on demand."""

    name: str
    summary: str
    """First line of the module's docstring."""
    render: Render | None
    render_over: RenderOver | None


def formats() -> list[Format]:
    """Every format, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [
        format_of(import_module(f"{__name__}.{name}")) for name in names if not name.startswith("_")
    ]


def format_of(module: ModuleType) -> Format:
    """What a module offers. Raises `TypeError` where it is no format."""
    name = module.__name__.rpartition(".")[2]
    offers = [kind for kind in ("render", "render_over", "render_html") if hasattr(module, kind)]
    if len(offers) != 1:
        raise TypeError(f"outputs/{name}.py needs one of render and render_over")
    summary = (module.__doc__ or "").strip().split("\n")[0]
    if not summary:
        raise TypeError(f"outputs/{name}.py needs a docstring that says what it makes")
    return Format(
        name, summary, getattr(module, "render", None), getattr(module, "render_over", None)
    )
