"""Drafts from a file that an agency or an engine has exported: PO, CSV or TMX.

Path ──▶ FileDrafts.drafts() ──▶ what the file says for each text
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from newsletter.drafting.draft_files import read_drafts
from newsletter.errors import RuleError
from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text


class FileDrafts:
    """A file of drafts. It is read when the first text is asked for."""

    is_engine = False

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: dict[tuple[Locale, Locale], Mapping[str, str]] = {}

    @property
    def name(self) -> str:
        """The file's name."""
        return self._file.name

    def drafts(self, texts: Sequence[str], *, source: Locale, target: Locale) -> list[str | None]:
        """Return what the file says for each text.

        Raises:
            RuleError: the file cannot be read.
            TranslationError: it is of no format that is known, or wrong in itself.
        """
        if (source, target) not in self._read:
            self._read[source, target] = read_drafts(
                self._content, path=self.name, source=source, target=target
            )
        drafts_by_text = self._read[source, target]
        return [drafts_by_text.get(normalised_text(text)) for text in texts]

    @cached_property
    def _content(self) -> bytes:
        try:
            return self._file.read_bytes()
        except OSError as error:
            raise RuleError(
                f"{self._file} cannot be read ({error.strerror}). Name a PO, CSV or TMX file"
            ) from error
