"""Read a TOML settings file by type, and say which line is wrong.

newsroom.toml ──▶ SettingsFile ──▶ typed values; all faults of the file at once

`tomllib` keeps no lines of keys, so they are found again in the text: good enough to point a person
to the place, never used to decide anything.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from email_validator import EmailNotValidError, validate_email

from newsletter.errors import ArticleError, Fault, by_line
from newsletter.i18n.instants import zone_of
from newsletter.i18n.locale import Locale
from newsletter.newsroom.fields import nearest_key, newsroom_path, web_address
from newsletter.newsroom.front_matter import is_balanced, normalise_source

_LINE_OF_ERROR = re.compile(r"at line (\d+)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TABLE = re.compile(r"\s*\[\s*([\w-]+(?:\.[\w-]+)*)\s*\]")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_BRACED = re.compile(r"\{(\w+)\}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)


class SettingsFile:
    """The values of one TOML file. Keys of a table are written `table.key`."""

    def __init__(self, text: str, path: str) -> None:
        """Read the file; broken TOML is reported at once, for nothing else can be said about it."""
        self._path = path
        self._faults: list[Fault] = []
        clean = normalise_source(text)
        self._lines = _lines_of_keys(clean)
        try:
            self._settings: Mapping[str, Any] = tomllib.loads(clean)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise ArticleError([_syntax_fault(error, path)]) from None

    def expect(self, table: str, keys: Collection[str]) -> None:
        """Note every key of a table (of the file, for the empty name) that is not one of these."""
        for key in self._table(table):
            if key not in keys:
                meant = nearest_key(key, keys)
                remedy = f"Did you mean `{meant}`" if meant else f"Delete it; the keys are {', '.join(keys)}"
                self.note_fault(f"{table}.{key}".lstrip("."), f"`{key}` is not a setting", remedy)

    def note_fault(self, name: str, what: str, remedy: str) -> None:
        """Note that a setting is wrong."""
        self._faults.append(Fault(self._path, self._lines.get(name, 1), what, remedy))

    def text(self, name: str) -> str | None:
        """Return a text, or None where there is none or an empty one."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.note_fault(name, f"`{name}` is not a text", "Put it in double quotes")
            return None
        if _CONTROL.search(value) or not is_balanced(value):
            self.note_fault(name, f"`{name}` has invisible control characters", "Type it again without them")
        return value.strip() or None

    def required_text(self, name: str, example: str) -> str:
        """Return a text; its absence is a fault, and an empty text stands in for it."""
        value = self.text(name)
        if value is None and isinstance(self._value(name), str | None):
            self.note_fault(name, f"`{name}` is missing or empty", f"Write {example}")
        return value or ""

    def language(self, name: str, example: str) -> Locale:
        """Return a locale; its absence is a fault, and `und` stands in for it."""
        return self._read(
            name, self.required_text(name, example), Locale.parse, "Write a BCP 47 tag"
        ) or Locale("und")

    def languages(self, name: str) -> tuple[Locale, ...]:
        """Return a list of different locales, in the order of the file."""
        value = self._value(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(tag, str) for tag in value)):
            self.note_fault(name, f"`{name}` is not a list of texts", f'Write {name} = ["en", "fr"]')
            return ()
        read = [self._read(name, tag, Locale.parse, "Write BCP 47 tags") for tag in value or ()]
        locales = [locale for locale in read if locale]
        for locale in dict.fromkeys(locales):
            if locales.count(locale) > 1:
                self.note_fault(name, f"`{name}` names {locale} more than once", "Keep one of them")
        return tuple(locales)

    def address(self, name: str) -> str | None:
        """Return a mail address, or None."""
        return self._read(name, self.text(name), _mail_address, "Write it as news@your.domain")

    def required_address(self, name: str, example: str) -> str:
        """Return a mail address; its absence is a fault."""
        self.required_text(name, example)
        return self.address(name) or ""

    def required_website(self, name: str, example: str) -> str:
        """Return an http or https address; its absence is a fault."""
        return self._read(name, self.required_text(name, example), web_address, f"Write {example}") or ""

    def address_with(self, name: str, placeholders: Collection[str]) -> str | None:
        """Return an http or https address that may hold some `{placeholders}`, or None."""
        shown = " and ".join(f"{{{word}}}" for word in placeholders)

        def read(text: str) -> str:
            try:
                web_address(
                    _BRACED.sub(lambda match: match[1] if match[1] in placeholders else match[0], text)
                )
            except ValueError:
                raise ValueError(f"{text!r} is not an http address") from None
            return text

        return self._read(name, self.text(name), read, f"Write it as https://…; it may hold {shown}")

    def zone(self, name: str, usual: str) -> str:
        """Return the IANA name of a time zone, the usual one where none is given."""
        remedy = "Write an IANA name such as Europe/Madrid"
        return self._read(name, self.text(name), lambda text: zone_of(text).key, remedy) or usual

    def flag(self, name: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self._value(name)
        if value is not None and not isinstance(value, bool):
            self.note_fault(
                name, f"`{name}` is neither true nor false", "Write true or false, without quotes"
            )
        return value is True

    def choice(self, name: str, choices: type[_Choice], usual: _Choice) -> _Choice:
        """Return one of an enum's words, the usual one where none is given."""

        def read(text: str) -> _Choice:
            if text not in list(choices):
                raise ValueError(f"there is no {text!r}")
            return choices(text)

        return self._read(name, self.text(name), read, f"Write one of: {', '.join(choices)}") or usual

    def path(self, name: str) -> str | None:
        """Return a path below the newsroom, or None."""
        return self._read(name, self.text(name), newsroom_path, "Write it as images/logo.png")

    def colour(self, name: str, usual: str) -> str:
        """Return a colour in small letters, the usual one where none is given."""
        return self._read(name, self.text(name), _checked_colour, "Write it as #rrggbb") or usual

    def number(self, name: str, usual: int, *, most: int) -> int:
        """Return a whole number from 1 to `most`, the usual one where none is given."""
        value = self._value(name)
        if value is None:
            return usual
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.note_fault(name, f"`{name}` is not a whole number from 1 to {most}", f"Write {usual}")
            return usual
        return value

    def locale_table(self, table: str) -> dict[Locale, tuple[Locale, ...]]:
        """Return a table whose keys are locales and whose values are lists of them, in the file's order."""
        targets_by_locale = dict[Locale, tuple[Locale, ...]]()
        for key in self._table(table):
            name = f"{table}.{key}"
            locale = self._read(name, key, Locale.parse, "Write BCP 47 tags")
            targets = self.languages(name)
            if locale in targets_by_locale:
                self.note_fault(
                    name, f"`{name}` is {locale}, which the table has already", "Keep one of them"
                )
            elif locale:
                self._lines.setdefault(f"{table}.{locale}", self._lines.get(name, 1))
                targets_by_locale[locale] = targets
        return targets_by_locale

    def tables_by_locale(self, table: str) -> dict[Locale, str]:
        """Return the tables below one by the locales that they are named after: `[table.fr]`."""
        names_by_locale = dict[Locale, str]()
        for key in self._table(table):
            name = f"{table}.{key}"
            locale = self._read(name, key, Locale.parse, f"Write [{table}.TAG], TAG as in BCP 47")
            if locale in names_by_locale:
                self.note_fault(name, f"`{name}` is {locale}, which has a table already", "Keep one of them")
            elif locale:
                names_by_locale[locale] = name
        return names_by_locale

    def raise_faults(self) -> None:
        """Raise everything that was noted, in the order of the file, or nothing."""
        if self._faults:
            raise ArticleError(by_line(dict.fromkeys(self._faults)))

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self._value(name)
        if isinstance(table, dict):
            return table
        if table is not None:
            remedy = f"Write [{name}] on a line of its own, its keys below"
            self.note_fault(name, f"`{name}` is not a table", remedy)
        return {}

    def _value(self, name: str) -> Any:  # noqa: ANN401  # what TOML holds is only known once looked at
        """Return what stands under a name, the whole file for the empty one, None for nothing."""
        value: Any = self._settings
        for key in filter(None, name.split(".")):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _read(
        self, name: str, text: str | None, reader: Callable[[str], _Value], remedy: str
    ) -> _Value | None:
        try:
            return reader(text) if text else None
        except ValueError as error:
            self.note_fault(name, f"`{name}`: {error}", remedy)
            return None


def _syntax_fault(error: Exception, path: str) -> Fault:
    """Return the fault of a file that is no TOML. The line is in the error's text only, until Python 3.14."""
    match = _LINE_OF_ERROR.search(str(error))
    line = int(match[1]) if match else None
    what = (
        str(error).partition(" (at ")[0]
        if isinstance(error, tomllib.TOMLDecodeError)
        else "nested too deeply"
    )
    return Fault(path, line, f"the TOML is broken: {what}", 'Write each setting as key = "value"')


def _lines_of_keys(text: str) -> dict[str, int]:
    """Return the 1-based line of each key, `table.key` for those of a table; the first one counts."""
    lines, table = dict[str, int](), ""
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _TABLE.match(line):
            table = f"{match[1]}."
            lines.setdefault(match[1], number)
        elif match := _KEY.match(line):
            lines.setdefault(table + match[1], number)
    return lines


def _mail_address(text: str) -> str:
    """Return a mail address by syntax alone; whether its domain exists is asked elsewhere."""
    try:
        return validate_email(text, check_deliverability=False, globally_deliverable=False).normalized
    except EmailNotValidError as error:
        raise ValueError(f"{text!r} is no mail address ({str(error).rstrip('.')})") from None


def _checked_colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError(f"{text!r} is not a colour")
    return text.lower()
