"""Preview: the mails of an edition as files, made by the same functions as what is sent."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.i18n.locale import Locale
from newsletter.mime.personalise import neutral_mail
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.progress import Progress
from newsletter.publishing.build import build
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import LanguageGate

_PREVIEW_URL = "https://preview.invalid"
"""Stands for the web service; replaced by paths beside the HTML file."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One language's files; without any where its gate is shut."""

    gate: LanguageGate
    subject: str
    html: Path | None
    text: Path | None


def write_previews(
    folder: NewsroomFolder, slug: str, *, out: Path, locales: tuple[Locale, ...], on_progress: Progress
) -> list[Preview]:
    """Write `<edition>.<locale>.html` and `.txt` with the pictures they show, for each locale."""
    built = build(folder, slug, public_url=_PREVIEW_URL, locales=locales or None, on_progress=on_progress)
    (out / "assets").mkdir(parents=True, exist_ok=True)
    for place, image in built.images.items():
        (out / place.lstrip("/")).write_bytes(image.body)
    return [
        _write_preview(built.mails.get(gate.locale), gate, out / f"{slug}.{gate.locale}")
        for gate in built.gates
    ]


def _write_preview(mail: CompiledMail | None, gate: LanguageGate, stem: Path) -> Preview:
    if mail is None:
        return Preview(gate, "", None, None)
    shown = neutral_mail(mail)
    html, text = stem.with_name(f"{stem.name}.html"), stem.with_name(f"{stem.name}.txt")
    html.write_text(shown.html.replace(f"{_PREVIEW_URL}/", ""), encoding="utf-8")
    text.write_text(shown.text, encoding="utf-8")
    return Preview(gate, shown.subject, html, text)
