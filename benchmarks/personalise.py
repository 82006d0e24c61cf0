"""How long one personal mail takes to build, against the standard library's `EmailMessage`.

Prints a table and asserts nothing: run it by hand, on a quiet machine, before and after a change.
The two ways take turns, so that what the machine does beside them hits both; the ratio is taken pair
by pair. Our figure is the whole of `personalise`, headers included, from values that are known.

    python benchmarks/personalise.py
"""
# INP001: a script and no package. T201: what it prints is what it is for.

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from statistics import median
from time import perf_counter

from newsletter.i18n.locale import Locale
from newsletter.identifiers import DeliveryId
from newsletter.mime.headers import Mailbox
from newsletter.mime.personalise import PersonalValues, personalise
from newsletter.mime.prepared import Letterhead, prepare_message
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens

PAIRS, OUR_MAILS, THEIR_MAILS = 15, 2000, 20
HTML_BYTES = 30_000
TOKENS = SlotTokens("0123456789abcdef")
NAME, URL = TOKENS.token("name"), TOKENS.token("url")
PAGE = "https://news.example.org/u/aea4brahaphmf4ifu3uyqxwmm2kfuthcsfl7ddc7ue"
SENDER = Mailbox("Metropolis", "news@example.org")
DATE = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
MAILS = [
    ("en", f"Hello {NAME}, the news of the cities of the world", "Three cities, one plan for all. ", "Ada"),
    ("ar", f"مرحبا {NAME}، أخبار المدن الكبرى في العالم", "أخبار المدن الكبرى والمناطق الحضرية. ", "محمد"),
]


def compiled_mail(locale: str, subject: str, sentence: str) -> CompiledMail:
    """Return a mail with about 30 KB of HTML, a third of which is markup."""
    paragraph = f'<p style="margin:0;color:#333">{sentence * 2}</p>\n'
    count = HTML_BYTES // len(paragraph.encode())
    return CompiledMail(
        locale=Locale.parse(locale),
        subject=subject,
        html=f"<p>{NAME},</p>{paragraph * count}<a href='{URL}'>x</a>",
        text=f"{NAME},\n\n" + f"{sentence}\n" * count + f"{URL}\n",
        tokens=TOKENS,
        slots=(
            Slot(name="name", kind=SlotKind.TEXT, max_chars=100, neutral="reader"),
            Slot(name="url", kind=SlotKind.URL, max_chars=300, neutral="https://www.example.org/"),
        ),
    )


def ours(compiled: CompiledMail, name: str) -> Callable[[], bytes]:
    """Return what builds one mail from a prepared message."""
    letterhead = Letterhead(sender=SENDER, list_title="Members", list_identifier="members.example.org")
    prepared = prepare_message(compiled, letterhead=letterhead)
    personal = PersonalValues(
        recipient="ada@example.org",
        name=name,
        values={"name": name, "url": PAGE},
        message_id="<7.abc@example.org>",
        date=DATE,
        envelope_sender="bounce+abc@example.org",
        unsubscribe_uris=(PAGE,),
    )
    return lambda: personalise(prepared, personal, delivery_id=DeliveryId(7)).content


def theirs(compiled: CompiledMail, name: str) -> Callable[[], bytes]:
    """Return what builds one mail in the usual way."""

    def build() -> bytes:
        mail = EmailMessage(policy=SMTP)
        mail["Date"] = format_datetime(DATE)
        mail["From"] = "Metropolis <news@example.org>"
        mail["To"] = f"{name} <ada@example.org>"
        mail["Subject"] = compiled.subject.replace(NAME, name)
        mail["Message-ID"] = "<7.abc@example.org>"
        mail["List-Unsubscribe"] = f"<{PAGE}>"
        mail.set_content(compiled.text.replace(NAME, name).replace(URL, PAGE))
        html = compiled.html.replace(NAME, escape(name)).replace(URL, PAGE)
        mail.add_alternative(html, subtype="html")
        return mail.as_bytes()

    return build


def us_per_mail(build: Callable[[], bytes], mails: int) -> float:
    """Return microseconds for one mail, from one run of many."""
    started = perf_counter()
    for _ in range(mails):
        build()
    return (perf_counter() - started) / mails * 1e6


def spread(figures: list[float]) -> str:
    """Return minimum, median and maximum."""
    return " / ".join(f"{figure:,.1f}" for figure in (min(figures), median(figures), max(figures)))


def main() -> None:
    """Print one line per locale."""
    print(f"{'locale':<8}{'ours, µs':<28}{'EmailMessage, µs':<32}{'ratio':<28}(min / median / max)")
    for locale, subject, sentence, name in MAILS:
        compiled = compiled_mail(locale, subject, sentence)
        one, other = ours(compiled, name), theirs(compiled, name)
        pairs = [(us_per_mail(one, OUR_MAILS), us_per_mail(other, THEIR_MAILS)) for _ in range(PAIRS)]
        ratios = [usual / our for our, usual in pairs]
        columns = [spread([our for our, _ in pairs]), spread([usual for _, usual in pairs]), spread(ratios)]
        print(f"{locale:<8}{columns[0]:<28}{columns[1]:<32}{columns[2]}")


if __name__ == "__main__":
    main()
