"""Who makes drafts of translations: a file, or the server of the settings or of the command line."""

from pathlib import Path

from newsletter.drafting.file import FileDrafts
from newsletter.drafting.libretranslate import LibreTranslate
from newsletter.errors import SettingsError
from newsletter.wiring.settings import read_settings


def file_drafts(file: Path) -> FileDrafts:
    """Return the drafts of a file. Nothing is sent anywhere."""
    return FileDrafts(file)


def draft_server(url: str | None) -> LibreTranslate:
    """Return the server that is named here, or else the one of the settings.

    The key belongs to the server of the settings: where they name one, no other server is told it.

    Raises:
        SettingsError: neither is named, or a setting is wrong.
    """
    settings = read_settings()
    address = url or settings.draft_url
    if not address:
        raise SettingsError(
            "Nobody is named who makes drafts. Name a file with --from, a server with --url, "
            "or set NEWSLETTER_DRAFT_URL"
        )
    is_ours = settings.draft_url is None or address.rstrip("/") == settings.draft_url
    return LibreTranslate(address, api_key=settings.draft_api_key if is_ours else None)
