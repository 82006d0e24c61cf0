"""A prepared message: a compiled mail encoded for the wire, waiting for the values of one member.

    CompiledMail + Letterhead ──▶ prepare_message() ──▶ PreparedMessage ──▶ personalise() ──▶ OutgoingMail

Everything that is the same for all members of one edition and locale is encoded here, once. The
boundary follows from the content, so a mail that is built twice is the same to the byte; it begins
with "=_", which neither quoted-printable nor base64 can produce, so no value can forge it.

Sources: RFC 2046 §5.1.1 (boundaries), §5.1.4 (plainest alternative first); RFC 3282 (language);
RFC 3834 §5 (Auto-Submitted, so that nobody's holiday notice answers).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from newsletter.mime.encoded_words import FOLD, words
from newsletter.mime.headers import (
    SUBJECT,
    Mailbox,
    feedback_id_line,
    list_id_line,
    mailbox_line,
    subject_line,
)
from newsletter.mime.transfer_encoding import Base64Part, Pieces, QuotedPart, part_of
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot

# UTF-8 bytes that surely fit into one encoded word behind "Subject: ".
_ONE_WORD_BYTES = 39


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The headers that all mails of one list share. A notice has no list, and then no bulk headers."""

    sender: Mailbox
    reply_to: Mailbox | None = None
    list_title: str = ""
    list_identifier: str | None = None
    """Stays the same over the list's life, in all languages: `members.example.org` (RFC 2919 §2)."""
    feedback_id: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedSubject:
    """A Subject whose constants are encoded already; a value becomes encoded words of its own."""

    pieces: Pieces
    encoded: tuple[str, ...]

    def line(self, values: Mapping[str, str]) -> str:
        """Return the Subject line with these values, on as few lines as its script allows."""
        text = "".join(
            constant if name is None else constant + values[name] for constant, name in self.pieces
        )
        if text.isascii() or len(text.encode()) <= _ONE_WORD_BYTES:
            return subject_line(text)
        return f"{SUBJECT}{FOLD.join(self._words(values))}\r\n"

    def _words(self, values: Mapping[str, str]) -> Iterator[str]:
        column = len(SUBJECT)
        for encoded, (_, name) in zip(self.encoded, self.pieces, strict=True):
            if encoded:
                yield encoded
                column = 1
            if name is not None:
                yield words(values[name], column=column)
                column = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedMessage:
    """One edition in one locale for one list, in the order in which it goes over the wire."""

    slots: tuple[Slot, ...]
    sender_line: str
    reply_to_line: str
    subject: PreparedSubject
    format_and_list_lines: str
    closing_lines: str
    text_opening: bytes
    text: QuotedPart | Base64Part
    html_opening: bytes
    html: QuotedPart | Base64Part
    closing: bytes


def prepare_message(compiled: CompiledMail, *, letterhead: Letterhead) -> PreparedMessage:
    """Return the mail, encoded as far as it is the same for all members.

    Raises:
        ValueError: a slot in the text that the mail does not declare, a subject with a control
            character, or a letterhead that makes no valid header.
    """
    boundary = _boundary(compiled)
    text, html = part_of(_pieces(compiled, compiled.text)), part_of(_pieces(compiled, compiled.html))
    return PreparedMessage(
        slots=compiled.slots,
        sender_line=mailbox_line("From", letterhead.sender),
        reply_to_line=mailbox_line("Reply-To", letterhead.reply_to) if letterhead.reply_to else "",
        subject=_subject(_pieces(compiled, compiled.subject)),
        format_and_list_lines=_format_lines(boundary, compiled) + _list_line(letterhead),
        closing_lines=_closing_lines(letterhead),
        text_opening=_part_opening(boundary, "text/plain", text),
        text=text,
        html_opening=_part_opening(boundary, "text/html", html),
        html=html,
        closing=f"--{boundary}--\r\n".encode(),
    )


def _pieces(compiled: CompiledMail, content: str) -> Pieces:
    """Return the constants and slot names of one content."""
    pieces = tuple(compiled.tokens.split(content))
    unknown = {name for _, name in pieces if name} - {slot.name for slot in compiled.slots}
    if unknown:
        raise ValueError(
            f"no slot is declared for {', '.join(sorted(unknown))}; add it to CompiledMail.slots"
        )
    return pieces


def _subject(pieces: Pieces) -> PreparedSubject:
    columns = [len(SUBJECT)] + [1] * (len(pieces) - 1)
    encoded = (
        words(constant, column=column) if constant else ""
        for (constant, _), column in zip(pieces, columns, strict=True)
    )
    return PreparedSubject(pieces, tuple(encoded))


def _boundary(compiled: CompiledMail) -> str:
    content = f"{compiled.subject}\0{compiled.text}\0{compiled.html}"
    return f"=_{sha256(content.encode()).hexdigest()[:32]}"


def _format_lines(boundary: str, compiled: CompiledMail) -> str:
    return (
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n'
        f"Content-Language: {compiled.locale.tag}\r\n"
    )


def _list_line(letterhead: Letterhead) -> str:
    if letterhead.list_identifier is None:
        return ""
    return list_id_line(letterhead.list_title, letterhead.list_identifier)


def _closing_lines(letterhead: Letterhead) -> str:
    feedback = feedback_id_line(letterhead.feedback_id) if letterhead.feedback_id else ""
    precedence = "Precedence: bulk\r\n" if letterhead.list_identifier else ""
    return f"{feedback}{precedence}Auto-Submitted: auto-generated\r\n\r\n"


def _part_opening(boundary: str, media_type: str, part: QuotedPart | Base64Part) -> bytes:
    return (
        f"--{boundary}\r\n"
        f"Content-Type: {media_type}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {part.encoding}\r\n\r\n"
    ).encode()
