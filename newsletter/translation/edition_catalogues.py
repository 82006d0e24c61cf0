"""The translations of one edition: its catalogues, each read once, and how ready every text is.

NewsroomFolder, Manuscript ──▶ Translations ──▶ gate, localise, the board, approval
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import Glossary, with_kept
from newsletter.newsroom.manuscript import Manuscript
from newsletter.newsroom.markdown import references
from newsletter.po.catalogue import Catalogue
from newsletter.translation.checks.base import Finding
from newsletter.translation.checks.runner import findings
from newsletter.translation.localise import Catalogues
from newsletter.translation.messages import Message
from newsletter.translation.readiness import Readiness, readiness, whole


class Translations:
    """What a newsroom has of one edition in other languages."""

    def __init__(self, folder: NewsroomFolder, manuscript: Manuscript) -> None:
        self._folder = folder
        self._manuscript = manuscript
        self._catalogues: dict[Locale, dict[str, Catalogue]] = {}
        self._faults: dict[tuple[str, Locale], tuple[Fault, ...]] = {}
        self._readiness: dict[tuple[str, Locale], Readiness] = {}

    @cached_property
    def messages(self) -> Mapping[str, Sequence[Message]]:
        """The messages of the edition and of its articles, by domain."""
        return self._manuscript.messages()

    @cached_property
    def glossary(self) -> Glossary:
        """The newsroom's words."""
        return self._folder.glossary()

    def read(self, locales: Iterable[Locale]) -> Mapping[Locale, Catalogues]:
        """Read the catalogues of these locales, and tell the faults of all of them together.

        Raises:
            TranslationError: a catalogue cannot be read.
        """
        wanted = list(locales)
        for locale in wanted:
            self._read(locale)
        faults = [fault for (_, locale), told in self._faults.items() if locale in wanted for fault in told]
        if faults:
            raise TranslationError(faults)
        return self._catalogues

    def catalogue(self, domain: str, locale: Locale) -> Catalogue | None:
        """Return one catalogue, None where there is none.

        Raises:
            TranslationError: it cannot be read, whatever the others of its language are like.
        """
        self._read(locale)
        if (domain, locale) in self._faults:
            raise TranslationError(self._faults[domain, locale])
        return self._catalogues[locale].get(domain)

    def _read(self, locale: Locale) -> None:
        """Read every catalogue of a locale once, and remember what is wrong with which."""
        if locale in self._catalogues:
            return
        found = self._catalogues[locale] = {}
        for domain in self.messages:
            try:
                catalogue = self._folder.catalogue(locale, domain)
            except TranslationError as error:
                self._faults[domain, locale] = error.faults
            else:
                found |= {domain: catalogue} if catalogue else {}

    def readiness(self, domain: str, locale: Locale) -> Readiness:
        """Return how ready a text is in a locale; in its own language it is whole."""
        key = (domain, locale)
        if key not in self._readiness:
            self._readiness[key] = self._measured(domain, locale)
        return self._readiness[key]

    def findings(self, domain: str, locale: Locale) -> Sequence[Finding]:
        """Return what the checks say about a text in a locale."""
        catalogue = self.catalogue(domain, locale)
        text = self._manuscript.texts[domain]
        if catalogue is None or text.language == locale:
            return ()
        return findings(
            [catalogue],
            source_locale=text.language,
            glossary=with_kept(self.glossary, text.do_not_translate),
            references=references(text.body),
        )

    def _measured(self, domain: str, locale: Locale) -> Readiness:
        source = self._manuscript.texts[domain].language
        if source == locale:
            return whole(len(self.messages[domain]))
        return readiness(
            self.messages[domain],
            self.catalogue(domain, locale),
            source=source,
            findings=self.findings(domain, locale),
            needs_approval=self._manuscript.newsroom.translation.needs_approval,
        )
