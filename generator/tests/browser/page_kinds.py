"""One page of every kind that the demonstration has."""

from __future__ import annotations

NOWHERE = "alumni/somebody/who-left/"
KINDS = {
    "home": "",
    "news": "news/",
    "news-second-page": "news/page/2/",
    "news-year": "news/2026/",
    "news-tag": "news/tags/english/",
    "news-item": "news/2026-09-09-hidamari/",
    "news-item-picture": "news/2026-05-15-goodbye-bancho/",
    "news-item-english": "news/2026-10-16-hidamari-for-those-who-remember-mirai/",
    "directory": "alumni/",
    "profile-photo": "alumni/akari-aoki/",
    "profile-initials": "alumni/itsuki-ando/",
    "profile-returned": "alumni/kazuki-onishi/",
    "profile-english": "alumni/lukas-brandt/",
    "joined": "alumni/joined/2016/",
    "department": "alumni/departments/dev/",
    "project": "alumni/projects/kumo/",
    "place": "alumni/places/tokyo/",
    "events": "events/",
    "event": "events/2026-12-04-year-end-engawa/",
    "event-past": "events/2026-08-01-summer-engawa/",
    "openings": "openings/",
    "opening": "openings/firmware-engineer/",
    "cards": "cards/",
    "card": "cards/warehouse-at-night/",
    "letters": "letters/",
    "letter": "letters/2026-10-autumn/",
    "letter-english": "letters/2026-11-english/",
    "timeline": "timeline/",
    "since": "since/",
    "since-year": "since/2018/",
    "hand-written": "privacy/",
    "not-found": NOWHERE,
}
