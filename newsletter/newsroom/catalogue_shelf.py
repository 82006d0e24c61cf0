"""The catalogues of a newsroom as they were read, each once, with what is wrong with those that cannot be.

NewsroomFolder.shelf() ──▶ CatalogueShelf ──▶ readiness table, localising, checks, memory, MO files
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueShelf:
    """Catalogues by locale and domain. What has no file is left out: it is not translated yet."""

    catalogues: Mapping[Locale, Mapping[str, Catalogue]]
    """Of every locale that was looked for, also where there is none."""
    faults: Mapping[tuple[Locale, str], tuple[Fault, ...]]
    """What is wrong with those that cannot be read, by locale and domain."""

    def find(self, locale: Locale, domain: str) -> Catalogue | None:
        """Return one catalogue; None where there is none, or it cannot be read."""
        return self.catalogues.get(locale, {}).get(domain)

    def of(self, locale: Locale) -> "CatalogueShelf":
        """Return what there is in one locale."""
        return CatalogueShelf(
            catalogues={locale: self.catalogues.get(locale, {})},
            faults={name: told for name, told in self.faults.items() if name[0] == locale},
        )

    def require(self, locales: Iterable[Locale]) -> dict[Locale, Mapping[str, Catalogue]]:
        """Return the catalogues of these locales.

        Raises:
            TranslationError: with the faults of all of theirs that cannot be read.
        """
        wanted = {locale: self.catalogues.get(locale, {}) for locale in locales}
        faults = [fault for (locale, _), told in self.faults.items() if locale in wanted for fault in told]
        if faults:
            raise TranslationError(faults)
        return wanted

    def __or__(self, other: "CatalogueShelf") -> "CatalogueShelf":
        """Return both shelves as one; the locales of the other stand for ours of the same name."""
        return CatalogueShelf(
            catalogues={**self.catalogues, **other.catalogues}, faults={**self.faults, **other.faults}
        )
