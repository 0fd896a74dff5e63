"""One file a sending service: what `enishi newsletter --for NAME` fits a letter to.

A module of this package is a target and is found by itself. It has a docstring, whose first line
names the service and where its tags are described, and either `TARGET`, or `target_of(tags)`
where it depends on `extra.enishi.mail.tags`. Our words are escaped by `desk/target.py`: a target
only says how tags of the service begin.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from enishi.desk.target import Target
from enishi.settings import TagsText


def sender_names() -> list[str]:
    """Every target there is, in the order of the alphabet."""
    return sorted(one.name for one in iter_modules(__path__))


def target_named(name: str, tags: TagsText | None) -> Target | None:
    """The target of this name; None where it needs settings that are not there."""
    return target_in(import_module(f"{__name__}.{name}"), tags)


def target_in(module: ModuleType, tags: TagsText | None) -> Target | None:
    """What a module offers. Raises `TypeError` where it is no target."""
    name = module.__name__.rpartition(".")[2]
    if not (module.__doc__ or "").strip():
        raise TypeError(f"senders/{name}.py needs a docstring that names the service")
    if hasattr(module, "target_of"):
        made: Target | None = module.target_of(tags) if tags else None
        return made
    found = getattr(module, "TARGET", None)
    if not isinstance(found, Target):
        raise TypeError(f"senders/{name}.py needs TARGET or target_of")
    return found
