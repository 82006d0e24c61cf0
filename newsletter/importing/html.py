"""Read a web page: find the article in it, drop what surrounds it, and what a mail must not carry.

markup ──▶ soup ──▶ meta, main part ──▶ Walker ──▶ Reading

Sources: HTML Living Standard §4.2.5 (meta), §4.3 (sections); Open Graph protocol; WAI-ARIA 1.2 roles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup, Tag

from newsletter.importing.blocks import ImportFaults, ParsedText, excerpt
from newsletter.importing.html_blocks import Walker
from newsletter.importing.html_markup import is_tag, lines_of_markdown, lines_of_page, soup_of
from newsletter.importing.urls import absolute_url

_DANGEROUS = ("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math")
_WITHOUT_TEXT = (
    "template",
    "noscript",
    "canvas",
    "audio",
    "video",
    "button",
    "input",
    "select",
    "textarea",
    "datalist",
    "dialog",
    "map",
    "progress",
    "meter",
    "noframes",
    "portal",
    "title",
    "link",
    "base",
)
_BOILERPLATE_TAGS = ("nav", "menu", "search")
_BOILERPLATE_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "alert", "dialog"]
)
_BOILERPLATE_CLASS = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|menu|breadcrumbs?|shar(?:e|ing|ers?)|social(?:media)?|cookies?|sidebar|comments?"
    r"|related|footer|promo|advert\w{0,12}|ads?|banner|subscri\w{1,6}|paginat\w{1,4}|toolbar|skip|popup|modal"
    r"|read-?more|back-?to-?top|print)(?![a-z])",
    re.IGNORECASE,
)
_MOST_BOILERPLATE_CHARACTERS = 600
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_AVATAR = re.compile(r"avatar|gravatar", re.IGNORECASE)
_CONTENT = ("h1", "h2", "article", "main", "p")
_META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "summary": ("og:description", "description", "twitter:description", "dc.description"),
    "author": ("author", "article:author", "dc.creator", "parsely-author"),
    "date": ("article:published_time", "datepublished", "dc.date", "date", "pubdate", "publish-date"),
    "category": ("article:section",),
    "source_url": ("og:url",),
}


def read_html(markup: str, notes: ImportFaults) -> ParsedText:
    """Return the main part of a web page in blocks, and what the page says about itself."""
    soup = soup_of(markup)
    meta, language, base_url = _meta(soup), _language(soup), _base_url(soup)
    main = _cleaned_main_part(soup, notes)
    blocks = Walker(lines_of_page(main)).walk(main)
    return ParsedText(blocks=tuple(blocks), meta=meta, language=language, base_url=base_url)


def blocks_of_markup(markup: str, notes: ImportFaults, first_line: int) -> ParsedText:
    """Return the blocks of HTML that was made from Markdown, whose tags know their lines."""
    soup = soup_of(markup)
    lines = lines_of_markdown(soup, first_line)
    _sanitise(soup, notes, lines)
    return ParsedText(blocks=tuple(Walker(lines).walk(soup)))


def _cleaned_main_part(soup: BeautifulSoup, notes: ImportFaults) -> Tag:
    """Return the main part of the page without boilerplate and without danger."""
    _sanitise(soup, notes, lines_of_page(soup))
    main = _main_part(soup)
    _drop_boilerplate(main, notes)
    return main


def _sanitise(soup: BeautifulSoup, notes: ImportFaults, lines: Mapping[int, int]) -> None:
    """Take out what runs, loads or hides, and say how much of it there was."""
    lines_by_label: dict[str, list[int]] = {}
    for tag in soup.find_all(is_tag):
        for label in _dangers(tag):
            lines_by_label.setdefault(label, []).append(lines[id(tag)])
    for label, places in lines_by_label.items():
        count = f", {len(places)} times" if len(places) > 1 else ""
        what = f"HTML that no mail can carry was dropped: {label}{count}"
        notes.add(places[0], what, "Nothing, unless it held a part of the article", kind="dropped HTML")
    for tag in soup.find_all([*_DANGEROUS, *_WITHOUT_TEXT, "head"]):
        tag.extract()
    for tag in soup.find_all("form"):
        if not tag.find(_CONTENT):
            tag.extract()
    for tag in [tag for tag in soup.find_all(is_tag) if _is_hidden(tag)]:
        tag.extract()
    for tag in soup.find_all("img", class_=_AVATAR):
        what = "the small portrait beside a text was left out"
        notes.add(lines[id(tag)], what, "Nothing, unless you want it", kind="portraits")
        tag.extract()


def _dangers(tag: Tag) -> Iterator[str]:
    """Yield a label for everything about a tag that a mail must not carry."""
    if tag.name in _DANGEROUS or tag.name in {"form", "base", "audio", "video"}:
        yield f"<{tag.name}>"
    if tag.name == "meta" and str(tag.get("http-equiv") or "").lower() == "refresh":
        yield "<meta http-equiv=refresh>"
    if any(attribute.lower().startswith("on") for attribute in tag.attrs):
        yield "event handlers (on…)"


def _is_hidden(tag: Tag) -> bool:
    if not tag.attrs:
        return False
    is_pixel = tag.name == "img" and {str(tag.get("width")), str(tag.get("height"))} & {"0", "1"}
    hidden = "hidden" in tag.attrs or bool(_HIDDEN.search(str(tag.get("style") or "")))
    return hidden or bool(is_pixel)


def _main_part(soup: BeautifulSoup) -> Tag:
    """Return the article of a page: what is marked as such, or where the paragraphs are densest."""
    for candidates in (
        soup.find_all(None, {"itemprop": "articleBody"}),
        soup.find_all("article"),
        soup.find_all("main") or soup.find_all(None, {"role": "main"}),
    ):
        best = max(candidates, key=_letters, default=None)
        if best is not None and _letters(best) > _ENOUGH_LETTERS:
            return _part_with_heading(best)
    return _densest_element(soup)


_ENOUGH_LETTERS = 140


def _letters(tag: Tag) -> int:
    return sum(len(text.strip()) for text in tag.strings)


def _part_with_heading(part: Tag) -> Tag:
    """Return the part, or the next element around it that has the page's first heading."""
    if part.find("h1"):
        return part
    around = next((parent for parent in part.parents if parent.name in {"article", "main"}), None)
    return around if around is not None and around.find("h1") else part


def _densest_element(soup: BeautifulSoup) -> Tag:
    """Return the element whose own paragraphs have most letters, if that is most of the page's text."""
    scores: dict[int, tuple[float, Tag]] = {}
    for paragraph in soup.find_all(["p", "pre", "blockquote", "h1"]):
        length = _letters(paragraph) if paragraph.name != "h1" else 200
        for share, parent in zip((1.0, 0.5), paragraph.parents, strict=False):
            score, _ = scores.get(id(parent), (0.0, parent))
            scores[id(parent)] = (score + share * length, parent)
    body = soup.body or soup
    if not scores:
        return body
    best = max(scores.values(), key=lambda scored: scored[0])[1]
    return best if 2 * _letters(best) > _letters(body) else body


def _drop_boilerplate(main: Tag, notes: ImportFaults) -> None:
    """Take out navigation, sharing, footers and the like, and say what was taken."""
    taken = set[int]()
    for tag in [tag for tag in main.find_all(is_tag) if _is_boilerplate(tag)]:
        if not any(id(parent) in taken for parent in tag.parents):
            taken.add(id(tag))
            words = " ".join(tag.stripped_strings)
            if words:
                what = f"site furniture was left out: {excerpt(words)}"
                notes.add(
                    tag.sourceline or 1, what, "Nothing, unless it belongs to the article", kind="furniture"
                )
            tag.extract()


def _is_boilerplate(tag: Tag) -> bool:
    """Return whether a tag holds what belongs to the site and not to the article."""
    name, role = tag.name, str(tag.get("role") or "")
    if name in _BOILERPLATE_TAGS or role in _BOILERPLATE_ROLES:
        return True
    if name in {"header", "footer"}:
        return not tag.find(["h1", "h2"]) and tag.find_parent(["blockquote", "figure", "article"]) is None
    if name == "aside":
        return tag.find("blockquote") is None and "quote" not in " ".join(_tokens(tag.get("class")))
    if name in {"body", "main", "article", "html", "blockquote", "p", "img"} or not (
        tag.get("class") or tag.get("id")
    ):
        return False
    marks = " ".join(map(str, [*_tokens(tag.get("class")), tag.get("id") or ""]))
    if not _BOILERPLATE_CLASS.search(marks) or tag.find(["h1", "blockquote"]):
        return False
    return _letters(tag) < _MOST_BOILERPLATE_CHARACTERS


def _meta(soup: BeautifulSoup) -> dict[str, tuple[str, int]]:
    """Return what the page says about itself, by the key of an article's front matter."""
    named = dict[str, tuple[str, int]]()
    for tag in soup.find_all("meta"):
        key = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = " ".join(str(tag.get("content") or "").split())
        if key and content:
            named.setdefault(key, (content, tag.sourceline or 1))
    meta = {key: named[name] for key, names in _META.items() for name in reversed(names) if name in named}
    meta.update(_meta_of_body(soup))
    if "title" not in meta and soup.title and soup.title.get_text(strip=True):
        meta["title"] = (
            _title_without_site(" ".join(soup.title.get_text().split())),
            soup.title.sourceline or 1,
        )
    return meta


def _meta_of_body(soup: BeautifulSoup) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the page's own address, and the date that its text is marked with."""
    canonical = next((tag for tag in soup.find_all("link") if "canonical" in _tokens(tag.get("rel"))), None)
    if canonical is not None and canonical.get("href"):
        yield "source_url", (str(canonical["href"]).strip(), canonical.sourceline or 1)
    for tag in soup.find_all("time"):
        if tag.get("datetime"):
            yield "date", (str(tag["datetime"]).strip(), tag.sourceline or 1)
            return


def _tokens(value: object) -> Iterable[str]:
    return value if isinstance(value, list) else str(value or "").lower().split()


def _title_without_site(title: str) -> str:
    """Return a window's title without the name of the site, which is the shorter part.

    >>> _title_without_site("First steps towards the plan | Metropolis")
    'First steps towards the plan'
    """
    return max(re.split(r"\s+[|·•–—»-]\s+", title), key=len)


def _language(soup: BeautifulSoup) -> str | None:
    root = soup.find("html") or soup.find(None, {"lang": True})
    return str(root.get("lang") or "").strip() or None if isinstance(root, Tag) else None


def _base_url(soup: BeautifulSoup) -> str | None:
    """Return what relative addresses of the page are relative to: its `base`, or its own address."""
    own = next((value for key, (value, _) in _meta_of_body(soup) if key == "source_url"), "")
    og_url = soup.find("meta", attrs={"property": "og:url"})
    own = own or (str(og_url.get("content") or "") if isinstance(og_url, Tag) else "")
    base = soup.find("base")
    href = str(base.get("href") or "") if isinstance(base, Tag) else ""
    return next(
        (url for url in (absolute_url(href, own), own) if url.startswith(("http://", "https://"))), None
    )
