"""Preview: the mails of an edition as files, made by the same functions as what is sent."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.content.gate import GateResult
from newsletter.files.newsroom_folder import NewsroomFolder
from newsletter.locale import Locale
from newsletter.mail.compiled import CompiledMail
from newsletter.mail.personalise import neutral
from newsletter.services.editions import build
from newsletter.services.progress import Progress

_HERE = "https://preview.invalid"
"""Stands for the web service; replaced by paths beside the HTML file."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One language's files; without any where its gate is shut."""

    gate: GateResult
    subject: str
    html: Path | None
    text: Path | None


def write_previews(
    folder: NewsroomFolder, slug: str, *, out: Path, locales: tuple[Locale, ...], on_progress: Progress
) -> list[Preview]:
    """Write `<edition>.<locale>.html` and `.txt` with the pictures they show, for each locale."""
    built = build(folder, slug, public_url=_HERE, locales=locales or None, on_progress=on_progress)
    (out / "assets").mkdir(parents=True, exist_ok=True)
    for place, image in built.images.items():
        (out / place.lstrip("/")).write_bytes(image.body)
    return [
        _written(built.mails.get(gate.locale), gate, out / f"{slug}.{gate.locale}") for gate in built.gates
    ]


def _written(mail: CompiledMail | None, gate: GateResult, stem: Path) -> Preview:
    if mail is None:
        return Preview(gate, "", None, None)
    shown = neutral(mail)
    html, text = stem.with_name(f"{stem.name}.html"), stem.with_name(f"{stem.name}.txt")
    html.write_text(shown.html.replace(f"{_HERE}/", ""), encoding="utf-8")
    text.write_text(shown.text, encoding="utf-8")
    return Preview(gate, shown.subject, html, text)
