"""One build of a portal, told by stage as JSON: python benchmarks/stages.py PORTAL SITE."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1] / "generator"))

from make_portal import TODAY

from enishi.build import build_site
from enishi.dates import Day


def stages_of(portal: Path, site: Path) -> dict[str, float]:
    """Seconds of wall time by stage."""
    return build_site(portal, lambda settings: Day(TODAY), site=site).stages


if __name__ == "__main__":
    print(json.dumps(stages_of(Path(sys.argv[1]), Path(sys.argv[2]))))
