"""The fingerprint of everything that an edition in one locale is made of: the same one, the same mail.

files of the newsroom, templates, this program ──▶ Fingerprints.of(locale) ──▶ a name to keep results under
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import SETTINGS_FILE
from newsletter.newsroom.glossary import NO_GLOSSARY
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN
from newsletter.publishing.render import EditionBuilder
from newsletter.resources import program_fingerprint, shipped_path


@dataclass(frozen=True)
class Fingerprints:
    """The fingerprints of one edition."""

    maker: EditionBuilder

    def edition_fingerprint(self, locale: Locale) -> str:
        """Return the fingerprint of the edition in a locale: 64 hexadecimal digits."""
        name = locale.gettext_name
        built_in = shipped_path("locales") / name / "LC_MESSAGES" / f"{INTERFACE_DOMAIN}.po"
        own = self._file_fingerprint(self.maker.folder.catalogue_path(locale, INTERFACE_DOMAIN))
        shared = _digest([built_in.read_bytes()]) if built_in.exists() else ""
        texts = [self._catalogues_fingerprint(language) for language in self._languages(locale)]
        return _digest([self._common_fingerprint, str(locale), own, shared, *texts])

    @cached_property
    def _common_fingerprint(self) -> str:
        """What every locale depends on."""
        builder = self.maker
        files = [SETTINGS_FILE, NO_GLOSSARY.path, *(text.path for text in builder.manuscript.texts.values())]
        templates = [f"{name}\0{source}" for name, source in sorted(builder.templates.items())]
        return _digest(
            [
                program_fingerprint(),
                builder.slug,
                builder.public_url,
                *templates,
                *(self._file_fingerprint(path) for path in files),
            ]
        )

    def _languages(self, locale: Locale) -> list[Locale]:
        """Return the locale, and all that one of its articles may fall back to."""
        manuscript = self.maker.manuscript
        chains = [manuscript.stand_ins(text, locale) for text in manuscript.texts.values()]
        return list(dict.fromkeys([locale, *(language for chain in chains for language in chain)]))

    def _catalogues_fingerprint(self, locale: Locale) -> str:
        if locale not in self._catalogue_fingerprints:
            paths = [
                self.maker.folder.catalogue_path(locale, domain) for domain in self.maker.manuscript.texts
            ]
            self._catalogue_fingerprints[locale] = _digest(
                [str(locale), *(self._file_fingerprint(path) for path in paths)]
            )
        return self._catalogue_fingerprints[locale]

    @cached_property
    def _catalogue_fingerprints(self) -> dict[Locale, str]:
        return {}

    def _file_fingerprint(self, path: str) -> str:
        """Return the fingerprint of a file, "" where there is none."""
        body = self.maker.folder.bytes_of(path)
        return "" if body is None else _digest([body])


def _digest(parts: Iterable[str | bytes]) -> str:
    """Return the digest of all parts; where one ends and the next begins counts."""
    hasher = sha256()
    for part in parts:
        body = part.encode() if isinstance(part, str) else part
        hasher.update(len(body).to_bytes(8, "big") + body)
    return hasher.hexdigest()
