"""What the list shows of each mail, by language and by what a person looks for.

Reading a mail's head costs some 50 µs, so it happens when a list is first asked for and is then
remembered, and never while mail comes in.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newsletter.errors import NotFoundError
from newsletter.i18n.locale import Locale
from newsletter.local.inbox.headers import Header, first_value, has_whole_head, headers_of
from newsletter.local.inbox.mailbox import InboxMailbox, KeptMail
from newsletter.local.inbox.reading import language_of, parse_mail

UNKNOWN = "unknown"
_HEAD_BYTES = 16_384
_ENGLISH = Locale("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """One mail as the list shows it. The addresses are header texts; the envelope is in `kept`."""

    kept: KeptMail
    subject: str
    sender: str
    recipients: str
    language: Locale | None
    message_id: str

    @property
    def language_tag(self) -> str:
        """The language's tag, or `unknown`."""
        return self.language.tag if self.language else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLanguageCount:
    """How many mails are in one language."""

    tag: str
    locale: Locale | None
    mail_count: int

    @property
    def english_name(self) -> str:
        """The language's name in English."""
        return self.locale.name_in(_ENGLISH) if self.locale else "Unknown language"

    @property
    def own_name(self) -> str:
        """The language's name in itself, empty for one that is not known."""
        return self.locale.name_in(self.locale) if self.locale else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """What a list is narrowed to. Empty fields narrow nothing."""

    language: str = ""
    recipient: str = ""
    """A whole address of the envelope."""
    words: str = ""
    """Found in the subject, in the To header or in an address of the envelope."""

    def admits(self, entry: InboxEntry) -> bool:
        """Tell whether a mail is wanted."""
        addresses = [address.casefold() for address in entry.kept.envelope.recipients]
        text = " ".join([entry.subject, entry.recipients, *addresses]).casefold()
        return (
            self.language in ("", entry.language_tag)
            and (not self.recipient or self.recipient.casefold() in addresses)
            and self.words.strip().casefold() in text
        )


class InboxIndex:
    """The list of a mailbox."""

    def __init__(self, mailbox: InboxMailbox) -> None:
        self.mailbox = mailbox
        self._entries: dict[str, InboxEntry] = {}

    def entries_newest_first(self) -> list[InboxEntry]:
        """Return an entry for every mail that is there now."""
        known_entries = self._entries
        entries = [
            known_entries.get(mail.id) or self._find_entry(mail) for mail in self.mailbox.mails_newest_first()
        ]
        self._entries = {entry.kept.id: entry for entry in entries if entry is not None}
        return list(self._entries.values())

    def entry(self, mail_id: str) -> InboxEntry:
        """Return the entry of one mail.

        Raises:
            NotFoundError: there is none.
        """
        return self._entries.get(mail_id) or self._entry(self.mailbox.mail(mail_id))

    def _find_entry(self, mail: KeptMail) -> InboxEntry | None:
        try:
            return self._entry(mail)
        except NotFoundError:  # deleted since it was listed
            return None

    def _entry(self, mail: KeptMail) -> InboxEntry:
        headers, language = self._look_into(mail)
        return InboxEntry(
            kept=mail,
            subject=first_value(headers, "Subject"),
            sender=first_value(headers, "From"),
            recipients=first_value(headers, "To"),
            language=language,
            message_id=first_value(headers, "Message-ID"),
        )

    def _look_into(self, mail: KeptMail) -> tuple[tuple[Header, ...], Locale | None]:
        """Return head and language of a mail, its body left unread where the head tells both."""
        start = self.mailbox.content(mail.id, at_most_bytes=_HEAD_BYTES)
        headers = headers_of(start)
        language = language_of(headers, None)
        if language is not None and has_whole_head(start):
            return headers, language
        reading = parse_mail(self.mailbox.content(mail.id))
        return reading.headers, reading.language


def count_languages(entries: Iterable[InboxEntry]) -> list[InboxLanguageCount]:
    """Return the languages of some mails by their English names, the unknown one last."""
    counts_by_language = Counter((entry.language_tag, entry.language) for entry in entries)
    counts = [
        InboxLanguageCount(tag=tag, locale=locale, mail_count=n)
        for (tag, locale), n in counts_by_language.items()
    ]
    return sorted(counts, key=lambda count: (count.locale is None, count.english_name))
