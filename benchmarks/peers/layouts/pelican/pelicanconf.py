"""Settings of Pelican; the portal's own stand in portal.py."""

import json
import sys

sys.path.insert(0, ".")
from portal import *  # noqa: F403
from portal import PER_PAGE

PATH, OUTPUT_PATH, THEME = "content", "site", "theme"
ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["news"], ["pages"], []
THEME_STATIC_DIR = "."
DEFAULT_LANG, TIMEZONE = "ja", "Asia/Tokyo"
FILENAME_METADATA = r"(?P<slug>.*)"
PATH_METADATA = r"(news|pages)/(?P<place>.*)\.md"
ARTICLE_URL, ARTICLE_SAVE_AS = "news/{slug}/", "news/{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{place}/", "{place}/index.html"
INDEX_SAVE_AS, INDEX_URL = "news/index.html", "news/"
TAG_URL, TAG_SAVE_AS = "news/tags/{slug}/", "news/tags/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "news/{date:%Y}/", "news/{date:%Y}/index.html"
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
PAGINATED_TEMPLATES = {"index": PER_PAGE, "tag": PER_PAGE, "period_archives": PER_PAGE}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_ALL_RSS, FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.xml", "atom.xml", 50
TAG_FEED_RSS, TAG_FEED_ATOM = "news/tags/{slug}/feed.xml", "news/tags/{slug}/atom.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
RSS_FEED_SUMMARY_ONLY = False
TYPOGRIFY = False
JINJA_FILTERS = {"fromjson": json.loads}
