"""The commands, one file each: `enishi NAME` is the function NAME of the module NAME.

A command is loaded when it is asked for, since finding that nothing has changed takes less time
than loading what makes a site. Modules whose names begin with `_` are shared by several; a name
that Python keeps for itself ends with `_` (`import_.py`).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


def command_names() -> list[str]:
    """Every command there is, in the order of the alphabet."""
    found = (one.name for one in iter_modules(__path__))
    return sorted(name.rstrip("_") for name in found if not name.startswith("_"))


def load_command(name: str) -> click.Command | None:
    """The command of this name, or none."""
    if name not in command_names():
        return None
    for stem in (name, f"{name}_"):
        try:
            module = import_module(f"{__name__}.{stem}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{__name__}.{stem}":
                raise
            continue
        command: click.Command = getattr(module, stem)
        return command
    return None
