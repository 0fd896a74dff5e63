"""Structured data (JSON-LD, schema.org) of pages, saying no more than the page itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from enishi.markup import absolute
from enishi.views import Answer, Event, Face, NewsItem, Opening, Picture, Profile, Site

Thing = Mapping[str, Any]

_UNSAFE = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_EMPLOYMENT = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contract": "CONTRACTOR",
    "freelance": "CONTRACTOR",
    "advisor": "OTHER",
    "internship": "INTERN",
}


def json_ld(thing: Thing) -> Markup:
    """A `<script>` with the thing in it; what is empty is left out.

    No value can end the element or open a comment: `<`, `>` and `&` are written as escapes
    (HTML, *Restrictions for contents of script elements*).
    """
    whole = {"@context": "https://schema.org", **_filled(thing)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    for char, written in _UNSAFE.items():
        text = text.replace(char, written)
    # Nothing is left that HTML would read.
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def _filled(thing: Thing) -> dict[str, Any]:
    kept = {}
    for key, value in thing.items():
        inner = _filled(value) if isinstance(value, dict) else value
        if inner and (not isinstance(inner, dict) or inner.keys() - {"@type"}):
            kept[key] = inner
    return kept


def organization(site: Site) -> Thing:
    return {
        "@type": "Organization",
        "name": site.company,
        "alternateName": site.company_latin,
        "url": site.company_url,
    }


def website(site: Site) -> Thing:
    return {
        "@type": "WebSite",
        "name": site.name,
        "url": site.url,
        "description": site.description,
        "inLanguage": site.lang,
        "publisher": organization(site),
    }


def _image(picture: Picture | None, site: Site) -> Thing:
    if picture is None:
        return {}
    return {
        "@type": "ImageObject",
        "url": site.url + picture.path,
        "width": picture.width,
        "height": picture.height,
    }


def _named(face: Face | None, site: Site) -> Thing:
    if face is None:
        return {}
    return {"@type": "Person", "name": face.name, "url": site.url + face.path if face.path else ""}


def news_article(item: NewsItem, site: Site) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": item.title,
        "description": item.summary,
        "url": site.url + item.path,
        "mainEntityOfPage": site.url + item.path,
        "datePublished": item.published.isoformat() if item.timed else f"{item.published:%Y-%m-%d}",
        "inLanguage": item.lang,
        "keywords": [tag.name for tag in item.tags],
        "image": _image(item.image, site),
        "author": _named(item.author, site) or organization(site),
        "publisher": organization(site),
    }


def event(item: Event, site: Site) -> Thing:
    def moment(when: Any) -> str:
        return str(when.isoformat() if item.timed else f"{when:%Y-%m-%d}")

    mode = "Mixed" if item.online and (item.place or item.address) else "Offline"
    if item.online and mode == "Offline":
        mode = "Online"
    place = {"@type": "Place", "name": item.place, "address": item.address}
    room = {"@type": "VirtualLocation", "url": item.online}
    return {
        "@type": "Event",
        "name": item.title,
        "description": item.summary,
        "url": site.url + item.path,
        "startDate": moment(item.starts),
        "endDate": moment(item.ends) if item.ends else "",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if item.cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": _several(_filled(part) for part in (place, room)),
        "image": _image(item.image, site),
        "organizer": organization(site),
        "inLanguage": item.lang,
    }


def _several(parts: Iterable[Thing]) -> list[Thing]:
    return [part for part in parts if part.keys() - {"@type"}]


def job_posting(item: Opening, site: Site) -> Thing:
    return {
        "@type": "JobPosting",
        "title": item.title,
        "description": absolute(str(item.body), site.url) or item.summary,
        "identifier": {"@type": "PropertyValue", "name": site.company, "value": item.id},
        "url": site.url + item.path,
        "datePosted": item.posted.isoformat(),
        "validThrough": item.expires.isoformat(),
        "employmentType": _EMPLOYMENT.get(item.employment, ""),
        "hiringOrganization": {**organization(site), "sameAs": site.company_url},
        "jobLocation": {"@type": "Place", "address": item.place},
        "jobLocationType": "TELECOMMUTE" if item.remote == "full" else "",
        "inLanguage": item.lang,
    }


def question(item: Answer, site: Site) -> Thing:
    return {
        "@type": "FAQPage",
        "url": site.url + item.path,
        "mainEntity": {
            "@type": "Question",
            "name": item.title,
            "acceptedAnswer": {"@type": "Answer", "text": f"{item.line}\n{item.text}"},
        },
        "about": organization(site),
        "inLanguage": item.lang,
    }


def profile_page(person: Profile, site: Site) -> Thing:
    """Only what the profile shows, and so only what its subject agreed to."""
    others = (person.kana, person.latin, person.former, person.preferred)
    return {
        "@type": "ProfilePage",
        "url": site.url + person.path,
        "dateModified": person.updated.isoformat() if person.updated else "",
        "mainEntity": {
            "@type": "Person",
            "name": person.name,
            "alternateName": [name for name in others if name and name != person.name],
            "url": site.url + person.path,
            "image": _image(person.face.photo, site),
            "jobTitle": person.work,
            "worksFor": {"@type": "Organization", "name": person.company},
            "alumniOf": organization(site) if person.left else {},
            "homeLocation": {"@type": "Place", "name": person.location},
            "knowsAbout": list(person.skills),
            "sameAs": [link.url for link in person.outlinks],
            "description": person.bio_text,
        },
    }
