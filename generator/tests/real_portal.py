"""Real people and newsletters, that nobody here wrote, as a portal's files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Person = dict[str, Any]
_NETWORKS = ("linkedin", "x", "facebook", "github", "website")
_SAID = {"twitter": "x", "blog": "website", "site": "website", "profile": "website"}


def people_of(shared: Path) -> Iterator[Person]:
    for name in ("people-rust.jsonl", "people-pyconjp.jsonl"):
        for line in (shared / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def id_of(person: Person) -> str:
    """An ID that a file name can be; other scripts become a digest."""
    plain = re.sub(r"[^a-z0-9]+", "-", person["id"].lower()).strip("-")
    return plain or "p-" + hashlib.sha256(person["id"].encode()).hexdigest()[:8]


def agrees(person: Person) -> bool:
    """Two of three agree, always the same."""
    return hashlib.sha256(person["id"].encode()).digest()[0] % 3 != 0


def record_of(person: Person) -> str:
    """`alumni/ID.yml` as JSON, which is YAML: so would a program write it."""
    latin = person["names_in_other_scripts"].get("latn", "")
    teams = [team.removesuffix(" (alumni)") for team in person["teams"]]
    joined, left = person["start"], person["end"]
    consents = {"purpose": "portal", "status": "given", "on": "2020-01-01"}
    record = {
        "name": {"given": person["name"], "latin": latin},
        "tenures": [{"joined": joined, "left": left, "department": (teams or [""])[0]}],
        "profiles": dict(_links_of(person)),
        "bio": person["bio_md"],
        "skills": sorted(set(teams)),
        "consents": [consents] if agrees(person) else [{**consents, "status": "withdrawn"}],
    }
    if not joined:
        del record["tenures"]
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _links_of(person: Person) -> Iterator[tuple[str, str]]:
    for said, value in person["links"].items():
        network = _SAID.get(said.lower(), said.lower())
        if network in _NETWORKS:
            yield network, value if "://" in value else f"https://github.com/{value}"


def news_of(shared: Path) -> dict[str, str]:
    """`{path: text}`; only the key `source`, which means something else here, is taken out."""
    return {
        f"content/news/{path.name}": re.sub(
            r"^source:\n(?:  .*\n)+", "", path.read_text(encoding="utf-8"), count=1, flags=re.M
        )
        for path in sorted((shared / "news-ja-vimmagazine").glob("*.md"))
    }
