"""What a site engine is: it builds the theme's pages from a staged folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CONFIG, DOCS, THEME, BUILT = "mkdocs.yml", "docs", "theme", "built"
"""In the staged folder: the settings, the pages, the overrides of the theme, the result."""


class EngineFault(Exception):  # noqa: N818  (the input is at fault, not the program)
    """The engine refuses what it was given."""

    def __init__(self, said: str, template: str = "", line: int = 1) -> None:
        super().__init__(said)
        self.said = said
        self.template = template
        """The override that is at fault, relative to `THEME`; empty for the settings."""
        self.line = line


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to build pages from `mkdocs.yml` and the theme's templates."""

    name: str
    packages: tuple[str, ...]
    """Distributions that decide, by their versions, what a shell looks like."""
    build: Callable[[Path], None]
    """Runs over a staged folder, silently. Raises `EngineFault`."""
    theme: Mapping[str, object] = field(default_factory=dict)
    """What `theme` in the settings must say for this engine alone."""
    unread: tuple[str, ...] = ()
    """Beginnings of the paths of files that it makes and no reader loads."""
    answers_search: bool = True
    """Whether the theme's own search box can be answered by our worker."""

    @property
    def installed(self) -> bool:
        try:
            return bool(self.versions())
        except PackageNotFoundError:
            return False

    def versions(self) -> dict[str, str]:
        """`{package: version}`. Raises `PackageNotFoundError` when one is not installed."""
        return {package: version(package) for package in self.packages}
