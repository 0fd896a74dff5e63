"""What the last build printed, as far as the same would be printed again today."""

from __future__ import annotations

from pathlib import Path

from enishi.digests import digest_of_bytes
from enishi.making import Keys, file_of
from enishi.memory import Line, Memory
from enishi.views import Job


class Imprint:
    """The site that stands, asked job by job: an older one answers for what is still the same."""

    def __init__(self, site: Path, memory: Memory, keys: Keys) -> None:
        """`keys` are those that the next build would give."""
        self._site, self._keys, self._ledger = site, keys, memory.ledger
        self._placed = memory.standing.files if memory.standing else {}

    def line_of(self, job: Job) -> Line | None:
        """What is known of the file, if it was made of the very same things."""
        line = self._ledger.get(file_of(job.path))
        return line if line and line[0] == self._keys.of(job) else None

    def read(self, job: Job) -> bytes | None:
        """The file with the theme around it; None where it is not as it was written."""
        return self._read(file_of(job.path))

    def files_of(self, form: str) -> dict[str, bytes]:
        """What a format made out of all pages; nothing where not all of it is as it was."""
        paths = self._ledger.get(form, (b"", None))[1] or ()
        found = {path: self._read(path) for path in paths}
        whole = {path: data for path, data in found.items() if data is not None}
        return whole if len(whole) == len(found) else {}

    def _read(self, path: str) -> bytes | None:
        placed = self._placed.get(path)
        try:
            data = (self._site / path).read_bytes() if placed else b""
        except OSError:
            return None
        return data if placed and digest_of_bytes(data) == placed[0] else None
