"""Files that come with the package: templates, words, starters."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates_folder() -> Path:
    """Where the house templates are: in the wheel beside us, in the repository at its top."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "templates"


def starter_folder(lang: str) -> Path:
    return _PACKAGE / "starters" / lang
