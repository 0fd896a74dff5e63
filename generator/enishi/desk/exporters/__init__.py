"""One file a format: what `enishi export --for NAME` writes the alumni as.

A module of this package is an export and is found by itself. It has a docstring, whose first line
names the format and where it is described, and `EXPORT`: a `Sheet` for a service, or a `Document`
(`desk/export.py`).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from enishi.desk.export import Document, Export, Sheet


def export_names() -> list[str]:
    """Every export there is, in the order of the alphabet."""
    return sorted(one.name for one in iter_modules(__path__))


def export_named(name: str) -> Export:
    return export_in(import_module(f"{__name__}.{name}"))


def export_in(module: ModuleType) -> Export:
    """What a module offers. Raises `TypeError` where it is no export."""
    name = module.__name__.rpartition(".")[2]
    if not (module.__doc__ or "").strip():
        raise TypeError(f"exporters/{name}.py needs a docstring that names the format")
    found = getattr(module, "EXPORT", None)
    if not isinstance(found, Sheet | Document):
        raise TypeError(f"exporters/{name}.py needs EXPORT, a Sheet or a Document")
    return found
