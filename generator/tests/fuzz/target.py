"""What the fuzzer feeds: the first byte says which kind of file the rest is."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
PATHS = (
    "mkdocs.yml",
    "alumni/ken.yml",
    "content/timeline.yml",
    "content/news/2026-11-05-a.md",
    "content/newsletters/2026-11.md",
    "content/events/2026-12-01-a.md",
    "content/openings/a.md",
    "content/pages/a.md",
)


def split(data: bytes) -> tuple[str, bytes]:
    """The path and the bytes of a file."""
    return PATHS[(data[0] - ord("0") if data else 0) % len(PATHS)], data[1:]
