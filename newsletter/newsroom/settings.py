"""The settings of a newsroom: who publishes, in which languages, with what look.

newsroom.toml ──▶ parse_newsroom() ──▶ Newsroom
newsletter init ──▶ newsroom_text() ──▶ newsroom.toml
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.formats import Conventions
from newsletter.i18n.instants import USUAL_ZONE
from newsletter.i18n.locale import Locale
from newsletter.newsroom.contrast import contrast
from newsletter.newsroom.format_settings import convention_lines, conventions_by_locale
from newsletter.newsroom.toml import SettingsFile
from newsletter.newsroom.translation_settings import TranslationRules, translation_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours (`#rrggbb`) and the masthead image of mails and pages."""

    accent: str = "#0b5c8a"
    ink: str = "#1d2730"
    paper: str = "#ffffff"
    backdrop: str = "#eef2f5"
    logo: str | None = None
    """Path below the newsroom, PNG, JPEG or GIF."""
    logo_width_px: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What all editions of one organisation share."""

    name: str
    source_language: Locale
    languages: tuple[Locale, ...]
    """Every locale that editions are offered in, the source language included."""
    sender_name: str
    sender_address: str
    reply_to: str | None = None
    postal_address: str
    """Who is responsible, and where: printed in every mail (CAN-SPAM, ePrivacy art. 13(4))."""
    website: str
    timezone: str = USUAL_ZONE
    """IANA name of the zone that instants are meant in where they name none."""
    look: Look = field(default_factory=Look)
    translation: TranslationRules = field(default_factory=TranslationRules)
    fallbacks: Fallbacks = field(default_factory=Fallbacks)
    """Which languages stand in for one that is not ready, beyond its CLDR relatives."""
    conventions: Mapping[Locale, Conventions] = field(default_factory=dict)
    """How dates and numbers are written in a language, where not as CLDR says."""


_TOP_KEYS = (
    "name",
    "source_language",
    "languages",
    "website",
    "timezone",
    "postal_address",
    "reply_to",
    "sender",
    "look",
    "translation",
    "fallback",
    "conventions",
)
_SENDER_KEYS = ("name", "address")
_LOOK_KEYS = ("accent", "ink", "paper", "backdrop", "logo", "logo_width_px")
# WCAG 2.2, success criterion 1.4.3: text of ordinary size.
_LEAST_CONTRAST = 4.5
# A mail is 600 pixels wide.
_WIDEST_LOGO_PX = 600


def parse_newsroom(text: str, *, path: str) -> Newsroom:
    """Return the settings that a `newsroom.toml` holds, the source language first among the languages.

    Raises:
        ArticleError: everything that is wrong with the file.
    """
    settings = SettingsFile(text, path)
    settings.expect("", _TOP_KEYS)
    settings.expect("sender", _SENDER_KEYS)
    settings.expect("look", _LOOK_KEYS)
    source_language = settings.language("source_language", 'source_language = "en"')
    languages = settings.languages("languages")
    newsroom = Newsroom(
        name=settings.required_text("name", 'name = "The name of your organisation"'),
        source_language=source_language,
        languages=languages if source_language in languages else (source_language, *languages),
        sender_name=settings.required_text("sender.name", 'name = "Who the mail is from", below [sender]'),
        sender_address=settings.required_address(
            "sender.address", 'address = "news@your.domain", below [sender]'
        ),
        reply_to=settings.address("reply_to"),
        postal_address=settings.required_text("postal_address", 'postal_address = "Street, town, country"'),
        website=settings.required_website("website", 'website = "https://…"'),
        timezone=settings.zone("timezone", USUAL_ZONE),
        look=_look(settings),
        translation=translation_rules(settings),
        fallbacks=_fallbacks(settings),
        conventions=conventions_by_locale(settings),
    )
    settings.raise_faults()
    return newsroom


def _look(settings: SettingsFile) -> Look:
    usual = Look()
    look = Look(
        accent=settings.colour("look.accent", usual.accent),
        ink=settings.colour("look.ink", usual.ink),
        paper=settings.colour("look.paper", usual.paper),
        backdrop=settings.colour("look.backdrop", usual.backdrop),
        logo=settings.path("look.logo"),
        logo_width_px=settings.number("look.logo_width_px", usual.logo_width_px, most=_WIDEST_LOGO_PX),
    )
    ratio = contrast(look.ink, look.paper)
    if ratio < _LEAST_CONTRAST:
        what = f"the contrast of ink {look.ink} on paper {look.paper} is {ratio:.1f}"
        remedy = f"Choose colours with at least {_LEAST_CONTRAST} (WCAG 2, 1.4.3), such as #1d2730 on #ffffff"
        settings.note_fault("look.ink", what, remedy)
    return look


def _fallbacks(settings: SettingsFile) -> Fallbacks:
    fallbacks = Fallbacks(settings.locale_table("fallback"))
    for cycle in fallbacks.cycles():
        circle = " → ".join(str(locale) for locale in cycle)
        settings.note_fault(
            f"fallback.{cycle[0]}", f"the fallback runs in a circle: {circle}", "Take one step out"
        )
    return fallbacks


def newsroom_text(newsroom: Newsroom) -> str:
    """Return a commented `newsroom.toml` that `parse_newsroom` reads the same settings from."""
    look = newsroom.look
    return _TEMPLATE.format(
        name=_toml(newsroom.name),
        source_language=_toml(str(newsroom.source_language)),
        languages=_toml_list([str(locale) for locale in newsroom.languages]),
        website=_toml(newsroom.website),
        timezone=_toml(newsroom.timezone),
        postal_address=_toml(newsroom.postal_address),
        reply_to=_line("reply_to", newsroom.reply_to, "editor@example.org"),
        sender_name=_toml(newsroom.sender_name),
        sender_address=_toml(newsroom.sender_address),
        accent=_toml(look.accent),
        ink=_toml(look.ink),
        paper=_toml(look.paper),
        backdrop=_toml(look.backdrop),
        logo=_line("logo", look.logo, "images/logo.png"),
        logo_width_px=look.logo_width_px,
        not_ready=_toml(newsroom.translation.not_ready),
        falls_back=_toml(newsroom.translation.falls_back),
        least_ready_percent=newsroom.translation.least_ready_percent,
        needs_approval=str(newsroom.translation.needs_approval).lower(),
        preview_url=_line(
            "preview_url", newsroom.translation.preview_url, "https://preview.example.org/{edition}.html"
        ),
        fallback=_fallback_lines(newsroom.fallbacks),
        conventions=convention_lines(newsroom.conventions),
    )


def _fallback_lines(fallbacks: Fallbacks) -> str:
    lines = [f"{tag} = {_toml_list(targets)}" for tag, targets in fallbacks.to_json().items()]
    return "\n".join(lines) or '# ca = ["es", "fr"]'


def _line(key: str, value: str | None, example: str) -> str:
    return f"{key} = {_toml(value)}" if value else f"# {key} = {_toml(example)}"


def _toml_list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_toml, texts))}]"


def _toml(text: str) -> str:
    """Return the text as a TOML basic string (TOML 1.0, "String")."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


_TEMPLATE = """\
# The settings of this newsroom. Every edition uses them; `newsletter publish` reads them.

# The organisation: in the masthead, and in the foot of every mail.
name = {name}
website = {website}

# Who is responsible, and where. The law wants it in every mail (CAN-SPAM; ePrivacy art. 13(4)).
postal_address = {postal_address}

# Where the newsroom's clock is, as an IANA name such as Europe/Madrid: `campaign send --at` means it.
timezone = {timezone}

# The language that articles are written in, and all that editions are offered in: BCP 47 tags such
# as fr, pt-BR, zh-Hans. A language goes out once its translation is complete.
source_language = {source_language}
languages = {languages}

# Where answers go, if not to the sender.
{reply_to}

[sender]
# An address of a domain whose mail you are allowed to sign (SPF, DKIM, DMARC).
name = {sender_name}
address = {sender_address}

[look]
# Colours as #rrggbb. Ink on paper needs a contrast of at least 4.5 (WCAG 2, 1.4.3).
accent = {accent}
ink = {ink}
paper = {paper}
backdrop = {backdrop}
# PNG, JPEG or GIF below this folder, and how wide it is shown.
{logo}
logo_width_px = {logo_width_px}

[translation]
# What happens to members whose language is not ready: fallback, skip, hold or block.
not_ready = {not_ready}
# What falls back where not all is translated: the article alone, or the whole edition.
falls_back = {falls_back}
# How many of an edition's articles must be ready in a language before it goes out in it, in per cent.
least_ready_percent = {least_ready_percent}
# Whether a language goes out only after `newsletter catalogue approve`.
needs_approval = {needs_approval}
# Where translators see the texts in place; {{edition}}, {{domain}} and {{slug}} are filled in.
{preview_url}

[fallback]
# What stands in for a language, in order, after everything that a member reads. Relatives such as
# pt-PT for pt-BR need no line.
{fallback}

# How a language writes dates and numbers, where CLDR's own choice will not do.
# calendar: gregorian, persian, islamic-umalqura, islamic-civil, hebrew, buddhist, japanese, roc,
# ethiopic, coptic or indian. digits: default, native (of the language's script) or latin.
{conventions}
"""
