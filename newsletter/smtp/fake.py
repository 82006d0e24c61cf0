"""A relay inside this process, for tests and rehearsals: it answers from a script and keeps what it took.

The same conversation as over a socket (`transaction.py`) is held with a script instead of a
server, so that the two cannot drift apart; `tests/smtp/test_contract.py` holds both to one table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.errors import UnavailableError
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.protocol import SendStep, ServerAnswer, Steps
from newsletter.smtp.relay import Timeouts
from newsletter.smtp.replies import ReplyParser
from newsletter.smtp.transaction import DOT, Transactions
from newsletter.smtp.transport import Permit
from newsletter.smtp.wire_format import ServerExtensions

_Result = TypeVar("_Result")
_LOST: Final = None
_EXTENSIONS: Final = ServerExtensions(size=True, eightbitmime=True, smtputf8=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayScript:
    """What the relay answers to one recipient's mail, as reply lines; None: it drops the connection there."""

    mail: str | None = "250 2.1.0 Ok"
    rcpt: str | None = "250 2.1.5 Ok"
    data: str | None = "354 End data with <CR><LF>.<CR><LF>"
    body: str | None = ""
    """Said unasked while the body arrives; empty: nothing."""
    dot: str | None = "250 2.0.0 Ok: queued as {number}"
    stores: bool = False
    """Keep the mail even though the reply after the dot is lost or no yes."""


class MemoryTransport:
    """Takes mails like a relay. `taken` is its own log: what it is responsible for, in order."""

    def __init__(
        self,
        scripts: Mapping[str, RelayScript] | None = None,
        *,
        extensions: ServerExtensions = _EXTENSIONS,
    ) -> None:
        self.taken_mails: list[OutgoingMail] = []
        self.is_up = True
        """False: nobody answers, as when the relay is not running."""
        self._scripts = scripts or {}
        self._extensions = extensions

    async def submit(self, mail: OutgoingMail, *, permit: Permit) -> Receipt:
        """Hand over one mail; the promise is written in `submission.Transport`."""
        if not self.is_up:
            raise UnavailableError("No SMTP server in memory (connection refused). Set is_up")
        transactions = Transactions(self._extensions, relay_address="memory", timeouts=Timeouts())
        receipt = self._play(transactions.send_until_dot(mail), mail)
        if receipt is not None:
            return receipt
        if not await permit():
            return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.NOT_TRIED)
        return self._play(transactions.send_dot(mail), mail)

    async def close(self) -> None:
        """Do nothing: there is no connection."""

    def _play(self, steps: Steps[_Result], mail: OutgoingMail) -> _Result:
        """Answer each step from the script, and return the conversation's result."""
        try:
            step = next(steps)
            while True:
                assert isinstance(step, SendStep)
                step = steps.send(self._answer(step, mail))
        except StopIteration as end:
            result: _Result = end.value
            return result

    def _answer(self, step: SendStep, mail: OutgoingMail) -> ServerAnswer:
        script = self._scripts.get(mail.recipient, RelayScript())
        if step.octets == DOT:
            return self._answer_dot(script, mail)
        if step.replies == 0:
            return _parse_answer(script.body if step.octets else "")
        verb = step.octets[:4]
        return _parse_answer({b"MAIL": script.mail, b"RCPT": script.rcpt, b"DATA": script.data}[verb])

    def _answer_dot(self, script: RelayScript, mail: OutgoingMail) -> ServerAnswer:
        if script.stores or (script.dot or "").startswith("2"):
            self.taken_mails.append(mail)
        return _parse_answer(script.dot and script.dot.format(number=f"{len(self.taken_mails):06d}"))


def _parse_answer(line: str | None) -> ServerAnswer:
    """Return what a client hears when the server says this line and nothing, or drops the connection."""
    if line is _LOST:
        return ServerAnswer(is_cut_off=True)
    parser = ReplyParser()
    replies = parser.feed(f"{line}\r\n".encode()) if line else []
    return ServerAnswer(tuple(replies), parser.is_garbled)
