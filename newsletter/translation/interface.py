"""The interface's words in a locale: a newsroom's own catalogue laid over the built-in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import built_in_interface
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.po.catalogue import Catalogue
from newsletter.translation.checks.base import Severity
from newsletter.translation.checks.runner import findings
from newsletter.translation.checks.untranslated import is_copy
from newsletter.translation.machine_drafts import without_drafts
from newsletter.translation.messages import Message
from newsletter.translation.readiness import Readiness, translated, whole
from newsletter.translation.template_messages import messages_of_templates

INTERFACE_LANGUAGE = "en"
"""What the interface's messages are written in."""


@dataclass(frozen=True, slots=True)
class InterfaceWords:
    """The interface in one locale: a newsroom's own catalogue laid over the built-in one."""

    locale: Locale
    catalogues: tuple[Catalogue, ...]

    def readiness(self, messages: Sequence[Message]) -> Readiness:
        """Count what is translated; in the interface's own language everything is."""
        if self.locale.language == INTERFACE_LANGUAGE:
            return whole(len(messages))
        count = sum(self._first(message.context, message.text) is not None for message in messages)
        return translated(count, of=len(messages))

    def _first(self, context: str, text: str) -> str | None:
        found = (catalogue.translation(context, text) for catalogue in self.catalogues)
        return next((translation for translation in found if translation is not None), None)


def interface_words(
    locale: Locale, own: Catalogue | None = None, *, glossary: Glossary = NO_GLOSSARY
) -> InterfaceWords:
    """Return the interface in a locale: of the newsroom's own words those that the gate lets out."""
    fit, built_in = _fit_for_readers(own, glossary) if own else None, built_in_interface(locale)
    return InterfaceWords(locale, tuple(words for words in (fit, built_in) if words is not None))


def _fit_for_readers(catalogue: Catalogue, glossary: Glossary) -> Catalogue:
    """Return the catalogue without drafts, without what a check blocks, and without what only copies."""
    source = Locale(INTERFACE_LANGUAGE)
    found = findings([catalogue], source_locale=source, glossary=glossary)
    shut = {finding.key for finding in found if finding.severity is Severity.BLOCKS}
    if is_copy(catalogue, source_locale=source):
        shut |= {entry.key for entry in catalogue.entries if entry.translations[0] == entry.text}
    kept = tuple(entry for entry in catalogue.entries if entry.key not in shut)
    return without_drafts(replace(catalogue, entries=kept))


def interface_messages(templates: Mapping[str, str]) -> list[Message]:
    """Return the messages of these templates, each once."""
    return distinct(messages_of_templates(templates))


def distinct(messages: Sequence[Message]) -> list[Message]:
    """Return one message for each context and text."""
    return list({(message.context, message.text): message for message in messages}.values())
