"""A newsroom as if translators had translated all of it into the made-up languages. Nothing is written there.

NewsroomFolder ──▶ PseudoFolder ──▶ previews.write_previews(), as for any language
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.newsroom.settings import Newsroom
from newsletter.newsroom.translation_settings import TranslationRules
from newsletter.po.catalogue import Catalogue
from newsletter.progress import Progress
from newsletter.publishing.preview import Preview, write_previews
from newsletter.translation.messages import Message, messages_of
from newsletter.translation.pseudo import PSEUDO_LOCALES, PseudoKind, pseudo_catalogue
from newsletter.translation.template_messages import messages_of_templates

ALL_KINDS: tuple[str, ...] = tuple(PseudoKind)
"""The names of the made-up languages: accents, rtl."""
_KIND_OF = {locale: kind for kind, locale in PSEUDO_LOCALES.items()}


@dataclass(frozen=True, slots=True)
class PseudoFolder(NewsroomFolder):
    """A newsroom with a catalogue in a made-up language for everything; other languages as they are."""

    def newsroom(self) -> Newsroom:
        """Return the settings, without the rules that only people can keep."""
        return replace(NewsroomFolder.newsroom(self), translation=TranslationRules())

    def glossary(self) -> Glossary:
        """Return no words: what is kept is kept already, and nobody has said how the rest is called."""
        return NO_GLOSSARY

    def catalogue(self, locale: Locale, domain: str) -> Catalogue | None:
        """Return one catalogue; in a made-up language there is always one."""
        if locale not in _KIND_OF:
            return NewsroomFolder.catalogue(self, locale, domain)
        messages, kept = self._messages(domain)
        return pseudo_catalogue(messages, _KIND_OF[locale], kept=kept)

    def kept_result(self, key: str) -> bytes | None:
        """Return nothing: what is made up has no file that would tell when it changes."""

    def keep_result(self, key: str, value: bytes) -> None:
        """Keep nothing."""

    def _messages(self, domain: str) -> tuple[Sequence[Message], tuple[str, ...]]:
        """Return the messages of a domain, and the words that none of them may change."""
        text = self.text(domain)
        if text is None:  # the interface
            return messages_of_templates(self.templates()), ()
        names = [term.source for term in NewsroomFolder.glossary(self).terms if term.is_kept]
        return messages_of(text), (*text.do_not_translate, *names)


def write_pseudo_previews(
    folder: NewsroomFolder, slug: str, *, kinds: Sequence[str], out: Path, on_progress: Progress
) -> list[Preview]:
    """Write the edition's mails in made-up languages (of `ALL_KINDS`), beside those that people read."""
    locales = tuple(PSEUDO_LOCALES[PseudoKind(kind)] for kind in kinds)
    return write_previews(PseudoFolder(folder.root), slug, out=out, locales=locales, on_progress=on_progress)
