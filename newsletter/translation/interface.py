"""The interface's words in a locale: a newsroom's own catalogue laid over the built-in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import built_in_interface
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.po.catalogue import Catalogue
from newsletter.translation.checks.base import Severity
from newsletter.translation.checks.runner import findings
from newsletter.translation.checks.untranslated import is_copied_catalogue
from newsletter.translation.machine_drafts import without_drafts
from newsletter.translation.messages import Message
from newsletter.translation.readiness import Readiness, complete_readiness, partial_readiness
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
            return complete_readiness(len(messages))
        count = sum(
            self._first_translation(message.context, message.text) is not None for message in messages
        )
        return partial_readiness(count, of=len(messages))

    def _first_translation(self, context: str, text: str) -> str | None:
        translations = (catalogue.translation(context, text) for catalogue in self.catalogues)
        return next((translation for translation in translations if translation is not None), None)


def interface_words(
    locale: Locale, own: Catalogue | None = None, *, glossary: Glossary = NO_GLOSSARY
) -> InterfaceWords:
    """Return the interface in a locale: of the newsroom's own words those that the gate lets out."""
    fit, built_in = _publishable_catalogue(own, glossary) if own else None, built_in_interface(locale)
    return InterfaceWords(locale, tuple(words for words in (fit, built_in) if words is not None))


def _publishable_catalogue(catalogue: Catalogue, glossary: Glossary) -> Catalogue:
    """Return the catalogue without drafts, without what a check blocks, and without what only copies."""
    source = Locale(INTERFACE_LANGUAGE)
    own_findings = findings([catalogue], source_locale=source, glossary=glossary)
    shut_keys = {finding.key for finding in own_findings if finding.severity is Severity.BLOCKS}
    if is_copied_catalogue(catalogue, source_locale=source):
        shut_keys |= {entry.key for entry in catalogue.entries if entry.translations[0] == entry.text}
    publishable = tuple(entry for entry in catalogue.entries if entry.key not in shut_keys)
    return without_drafts(replace(catalogue, entries=publishable))


def interface_messages(templates: Mapping[str, str]) -> list[Message]:
    """Return the messages of these templates, each once."""
    return distinct_messages(messages_of_templates(templates))


def distinct_messages(messages: Sequence[Message]) -> list[Message]:
    """Return one message for each context and text."""
    return list({(message.context, message.text): message for message in messages}.values())
