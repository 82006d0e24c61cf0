"""Bring the interface catalogues that ship with the package up to its templates: the example's languages."""

from pathlib import Path

from newsletter.newsroom.folder import NewsroomFolder
from newsletter.translation.workflows.update_catalogues import update_built_in_interface

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write `locales/interface.pot` and one PO file per language."""
    example = NewsroomFolder(ROOT / "examples" / "metropolis").newsroom()
    others = [locale for locale in example.languages if locale.language != "en"]
    update_built_in_interface(NewsroomFolder(ROOT), others)


if __name__ == "__main__":
    main()
