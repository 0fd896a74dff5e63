"""Enishi (縁): plain text about alumni becomes a portal, feeds and a letter."""

__version__ = "0.1.0"
