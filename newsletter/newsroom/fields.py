"""Values of a source file by type: texts, dates, languages, addresses of pages and images.

SourceFile ──▶ Fields.text(), .texts(), .read() ──▶ values; .raise_faults() ──▶ all faults of the file at once
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from newsletter.errors import ArticleError, Fault, by_line
from newsletter.i18n.locale import Locale
from newsletter.newsroom.front_matter import SourceFile, bidi_fault, is_balanced

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_URL_CHARACTER = re.compile(r'[\s<>"\\^`{|}]')


def checked_slug(text: str) -> str:
    """Return the text, which is a slug.

    Raises:
        ValueError: anything but small letters a to z, digits and hyphens.
    """
    if not _SLUG.fullmatch(text):
        raise ValueError(f"{text!r} is not a slug (small letters a to z, digits and hyphens)")
    return text


def iso_date(text: str) -> date:
    """Return the date that is written as ISO 8601 says: `2019-12-04`.

    Raises:
        ValueError: another spelling, or a day that no calendar has.
    """
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is in no calendar") from None


def web_address(text: str) -> str:
    """Return the text, which is an absolute http or https address without a password.

    Raises:
        ValueError: anything else.
    """
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or _NO_URL_CHARACTER.search(text):
        raise ValueError(f"{text!r} is not an http address")
    if "@" in parts.netloc:
        raise ValueError(f"{text!r} shows a user name or password")
    return text


def newsroom_path(text: str) -> str:
    """Return the text, which is a path below the newsroom, such as `images/congress.png`.

    Raises:
        ValueError: absolute, leading out of the newsroom, or an address of the web.
    """
    parts = PurePosixPath(text).parts
    if ":" in text or "\\" in text or text.startswith("/") or ".." in parts or not parts:
        raise ValueError(f"{text!r} is not a path below the newsroom")
    if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in text):
        raise ValueError(f"{text!r} has invisible characters")
    return text


def nearest_key(key: str, known: Collection[str]) -> str | None:
    """Return the known key that was probably meant, or None.

    >>> nearest_key("Image-Alt", ["image", "image_alt"])
    'image_alt'
    """
    wanted = key.casefold().replace("-", "_")
    match = process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=70)
    return match[0] if match else None


_Value = TypeVar("_Value")


class Fields:
    """The values of one source file by type. Collects every fault, and raises them together."""

    def __init__(self, source: SourceFile, *, known: Collection[str]) -> None:
        """Report the unknown keys at once."""
        self.source = source
        self.faults = list(source.faults)
        self._meant = set[str]()
        for key, entry in source.entries.items():
            if key not in known:
                self._note_unknown_key(key, entry.line, known)

    @property
    def lines(self) -> dict[str, int]:
        """The 1-based line of each key."""
        return {key: entry.line for key, entry in self.source.entries.items()}

    def note_fault(self, key: str, what: str, remedy: str) -> None:
        """Note that the value of a key is wrong."""
        entry = self.source.entries.get(key)
        self.faults.append(Fault(self.source.path, entry.line if entry else 1, what, remedy))

    def text(self, key: str) -> str | None:
        """Return a text, or None where the key is absent or empty."""
        entry = self.source.entries.get(key)
        if entry is None or not entry.value:
            return None
        if not isinstance(entry.value, str):
            self.note_fault(key, f"`{key}` is a list where one text is expected", f'Write {key}: "text"')
            return None
        if not is_balanced(entry.value):
            self.faults.append(bidi_fault(self.source.path, entry.line, f"`{key}`"))
        return entry.value

    def _note_unknown_key(self, key: str, line: int, known: Collection[str]) -> None:
        meant = nearest_key(key, known)
        remedy = f"Did you mean `{meant}`" if meant else f"Delete it; the keys are {', '.join(known)}"
        self._meant.add(meant or "")
        self.faults.append(Fault(self.source.path, line, f"`{key}` is not a key of this file", remedy))

    def is_explained(self, key: str) -> bool:
        """Return whether an earlier fault already explains why this key has no value."""
        entry = self.source.entries.get(key)
        unreadable = not self.source.entries and bool(self.source.faults)
        is_list = entry is not None and bool(entry.value) and not isinstance(entry.value, str)
        return key in self._meant or unreadable or is_list or (entry is not None and entry.value is None)

    def required_text(self, key: str, example: str) -> str:
        """Return a text; its absence is a fault, and an empty text stands in for it."""
        value = self.text(key)
        if value is None and not self.is_explained(key):
            what = f"`{key}` is empty" if key in self.source.entries else f"`{key}` is missing"
            self.note_fault(key, what, f"Write {key}: {example}")
        return value or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one. Empty and repeated ones are faults."""
        entry = self.source.entries.get(key)
        values = entry.value if entry else None
        entries = (values,) if isinstance(values, str) and values else values or ()
        for value in sorted({text for text in entries if entries.count(text) > 1}):
            self.note_fault(key, f"`{key}` names {value!r} more than once", "Keep one of them")
        if not all(entries):
            self.note_fault(key, f"`{key}` has an empty line", "Delete the dash without a text")
        if not all(map(is_balanced, entries)) and entry:
            self.faults.append(bidi_fault(self.source.path, entry.line, f"`{key}`"))
        return tuple(entries)

    def read(self, key: str, reader: Callable[[str], _Value], remedy: str) -> _Value | None:
        """Return what `reader` makes of a text, None where there is none; its ValueError becomes a fault."""
        return self._read(key, self.text(key), reader, remedy)

    def day(self, key: str) -> date | None:
        """Return a day, or None."""
        return self.read(key, iso_date, "Write it as 2019-12-04")

    def web_address(self, key: str) -> str | None:
        """Return an http or https address, or None."""
        return self.read(key, web_address, "Write the whole address, https://…")

    def path(self, key: str) -> str | None:
        """Return a path below the newsroom, or None."""
        return self.read(key, newsroom_path, f"Write it as {key}: images/congress.png")

    def language(self, key: str) -> Locale:
        """Return a locale; its absence is a fault, and `und` stands in for it."""
        text = self.required_text(key, "en")
        return self._read(key, text, Locale.parse, "The tag of French, for instance, is fr") or Locale("und")

    def slugs(self, key: str) -> tuple[str, ...]:
        """Return a list of slugs."""
        texts = self.texts(key)
        for text in filter(None, texts):
            self._read(key, text, checked_slug, f"List one slug a line below {key}:, each after a dash")
        return texts

    def check_own_slug(self, text: str) -> None:
        """Note where the file's own name is no slug."""
        self._read("", text, checked_slug, "Rename the file")

    def _read(
        self, key: str, text: str | None, reader: Callable[[str], _Value], remedy: str
    ) -> _Value | None:
        try:
            return reader(text) if text is not None and (text or not key) else None
        except ValueError as error:
            self.note_fault(key, f"`{key}`: {error}" if key else str(error), remedy)
            return None

    def raise_faults(self) -> None:
        """Raise everything that was noted, in the order of the file, or nothing."""
        if self.faults:
            raise ArticleError(by_line(self.faults))
