"""One file a layout: what `enishi import` reads.

A module of this package is a layout and is found by itself. It has a docstring, whose first line
names the program and where its file is described, and `SOURCE`: a `Layout` for a table, or a
`Form` for any other file (`desk/layout.py`).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from enishi.desk.layout import Form, Layout, Source


def layout_names() -> list[str]:
    """Every layout there is, in the order of the alphabet."""
    return sorted(one.name for one in iter_modules(__path__))


def layout_named(name: str) -> Source:
    return layout_in(import_module(f"{__name__}.{name}"))


def layout_in(module: ModuleType) -> Source:
    """What a module offers. Raises `TypeError` where it is no layout."""
    name = module.__name__.rpartition(".")[2]
    if not (module.__doc__ or "").strip():
        raise TypeError(f"imports/{name}.py needs a docstring that names the program")
    found = getattr(module, "SOURCE", None)
    if not isinstance(found, Layout | Form):
        raise TypeError(f"imports/{name}.py needs SOURCE, a Layout or a Form")
    return found


def layouts() -> dict[str, Layout]:
    """The tables, by name."""
    every = ((name, layout_named(name)) for name in layout_names())
    return {name: one for name, one in every if isinstance(one, Layout)}


def forms() -> dict[str, Form]:
    """All that is no table, by name."""
    every = ((name, layout_named(name)) for name in layout_names())
    return {name: one for name, one in every if isinstance(one, Form)}
