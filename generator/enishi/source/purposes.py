"""What a person can be asked to agree to, and what of their record the answer can name."""

from __future__ import annotations

BESIDE = ("photo", "graduation")
"""Purposes of the site that are asked for beside the portal, and mean nothing without it."""
WRITTEN = ("newsletter", "birthday", "referral", "rehire")
"""Purposes for which somebody is written to."""
PURPOSES = ("portal", *BESIDE, *WRITTEN)
STATUSES = ("given", "refused", "withdrawn")
OPEN_TO = ("return", "freelance", "mentor", "refer", "speak")
"""What a person may say they are open to."""
NAME_FIELDS = ("kana", "latin", "former", "preferred")
FIELDS = (
    *NAME_FIELDS,
    "tenures",
    "now",
    "location",
    "profiles",
    "bio",
    "lately",
    "skills",
    "offers",
    "asks",
    "open_to",
    "updated",
)
"""What a consent for the portal may name. Nobody is shown without the name itself; a photo and a
graduation page have purposes of their own."""
