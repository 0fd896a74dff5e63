"""The site engines by name. Each is loaded only when it runs: importing one takes a while."""

from __future__ import annotations

from enishi.engines import mkdocs, properdocs, zensical

ENGINES = {engine.name: engine for engine in (mkdocs.ENGINE, properdocs.ENGINE, zensical.ENGINE)}
DEFAULT = mkdocs.ENGINE.name
