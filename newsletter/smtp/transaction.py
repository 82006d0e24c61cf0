"""One mail's transaction, in two halves with the dot between them.

    WireMessage ──▶ up_to_the_dot() ──▶ permit (not ours) ──▶ the_dot() ──▶ Receipt

Before the dot nothing has been handed over, whatever happens: a complete 4xx or 5xx is the
relay's judgement, everything else leaves the mail as it was. After the dot only a complete
reply is an outcome and its absence is UNKNOWN. One recipient per transaction. No IO.

Source: RFC 5321 §3.3, §4.1.1.5 (RSET), §3.8 (421); RFC 2920 §3.1 (pipelining); RFC 4954 §6 (530);
RFC 1047 (the gap between dot and reply).
"""

from dataclasses import replace
from typing import Final, Literal

from newsletter.delivery.outcomes import Outcome, Receipt, outcome_of
from newsletter.errors import UnavailableError
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.protocol import SendStep, ServerAnswer, Steps
from newsletter.smtp.relay import Timeouts
from newsletter.smtp.replies import Reply
from newsletter.smtp.wire_format import ServerExtensions, WireMessage, fault_in, wire_message

DOT: Final = b".\r\n"
_RSET: Final = b"RSET\r\n"
_LOGIN_WANTED = 530
_BAD_PARAMETER = frozenset({501, 504, 555})

_Verb = Literal["RSET", "MAIL", "RCPT", "DATA"]
_Command = tuple[_Verb, bytes]


class Transactions:
    """The mails of one connection, one after the other, after `smtp_opening.opening`.

    `is_usable` is False once both sides may disagree about where they are: close the connection.
    """

    def __init__(self, extensions: ServerExtensions, *, relay_address: str, timeouts: Timeouts) -> None:
        self.is_usable = True
        self.has_pipelined = False
        """A group of commands has been answered in full: the server's PIPELINING is no empty promise."""
        self.was_pipelining_in_vain = False
        self._extensions = extensions
        self._address = relay_address
        self._timeouts = timeouts
        self._needs_reset = False

    def send_until_dot(self, mail: OutgoingMail) -> Steps[Receipt | None]:
        """Hand over everything but the dot; None when the relay now waits for it.

        Raises:
            UnavailableError: the relay wants us to log in; no mail is to blame for that.
        """
        while True:
            extensions = self._extensions
            receipt = yield from self._attempt(mail)
            if self._extensions is extensions or not self.is_usable:
                return receipt

    def _attempt(self, mail: OutgoingMail) -> Steps[Receipt | None]:
        """Hand over everything but the dot on the terms that the server offers at present."""
        fault = fault_in(mail, self._extensions)
        if fault is not None:
            return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.REFUSED, enhanced_status=fault)
        message = wire_message(mail, self._extensions)
        receipt = yield from self._send_envelope(mail, message)
        if receipt is not None:
            return receipt
        answer = yield SendStep(message.body, replies=0, within_s=self._timeouts.block_s)
        return self._interruption_receipt(mail, answer)

    def send_dot(self, mail: OutgoingMail) -> Steps[Receipt]:
        """Say the dot, which only a granted permit allows, and return the outcome.

        When the connection is already gone the dot is not said. That is DEFERRED, not NOT_TRIED: the
        ledger says `submitting` since the permit, from where a further attempt leads through `deferred`.
        """
        interruption = self._interruption_receipt(mail, (yield SendStep(b"", replies=0, within_s=0.0)))
        if interruption is not None:
            is_judged = interruption.outcome is not Outcome.NOT_TRIED
            return interruption if is_judged else replace(interruption, outcome=Outcome.DEFERRED)
        answer = yield SendStep(DOT, replies=1, within_s=self._timeouts.dot_s)
        self.is_usable = not answer.is_cut_off
        if not answer.replies or answer.replies[0].is_go_on:
            self.is_usable = False
            return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.UNKNOWN)
        return self._final_receipt(mail, answer.replies[0])

    def _final_receipt(self, mail: OutgoingMail, reply: Reply) -> Receipt:
        outcome = outcome_of(reply.code, after="DATA")
        self._needs_reset = outcome is not Outcome.ACCEPTED
        self.is_usable = self.is_usable and not reply.is_goodbye
        return _receipt(mail, reply, outcome)

    def _send_envelope(self, mail: OutgoingMail, message: WireMessage) -> Steps[Receipt | None]:
        """Say MAIL, RCPT and DATA, together where the server takes that; None when it said 354."""
        for group in self._groups(message):
            answer = yield SendStep(
                b"".join(octets for _, octets in group), replies=len(group), within_s=self._patience_s(group)
            )
            verdict = self._verdict(mail, group, answer)
            if verdict is not None:
                return verdict
        return None

    def _groups(self, message: WireMessage) -> list[list[_Command]]:
        """Return the commands in the groups in which they are said. DATA ends a group (RFC 2920 §3.1)."""
        commands: list[_Command] = [("RSET", _RSET)] if self._needs_reset else []
        commands += [("MAIL", message.mail_command), ("RCPT", message.rcpt_command), ("DATA", b"DATA\r\n")]
        return [commands] if self._extensions.pipelining else [[command] for command in commands]

    def _patience_s(self, group: list[_Command]) -> float:
        return self._timeouts.data_s if group[0][0] == "DATA" else self._timeouts.command_s

    def _verdict(self, mail: OutgoingMail, group: list[_Command], answer: ServerAnswer) -> Receipt | None:
        """Return what the first reply that is not as wished makes of the mail; None when all are."""
        is_complete = len(answer.replies) == len(group)
        self._judge_pipelining(group, answer)
        for (verb, _), reply in zip(group, answer.replies, strict=False):
            if not self._is_granted(verb, reply):
                # A 354 behind a refusal opens an empty mail (RFC 2920 §3.1 would end it with a dot).
                # We never say a dot without a permit: the connection is given up instead.
                self.is_usable = is_complete and not answer.is_cut_off and not answer.replies[-1].is_go_on
                return self._refusal_receipt(mail, verb, reply)
        if is_complete and not answer.is_cut_off:
            return None
        self.is_usable = False
        return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.NOT_TRIED)

    def _judge_pipelining(self, group: list[_Command], answer: ServerAnswer) -> None:
        if len(group) > 1 and len(answer.replies) == len(group):
            self.has_pipelined = True
        elif len(group) > 1 and not any(reply.is_goodbye for reply in answer.replies):
            self.was_pipelining_in_vain = True

    def _is_granted(self, verb: _Verb, reply: Reply) -> bool:
        """Tell whether the server has done what this command asked, and note what that leaves open."""
        if verb == "DATA":
            return reply.is_go_on
        if verb == "MAIL":
            self._needs_reset = reply.is_yes
        return reply.is_yes

    def _refusal_receipt(self, mail: OutgoingMail, verb: _Verb, reply: Reply) -> Receipt:
        """Judge a reply that stops the transaction before the dot."""
        if reply.code == _LOGIN_WANTED:
            raise UnavailableError(
                f"The SMTP server at {self._address} wants us to log in ({reply}). "
                "Put user name and password into NEWSLETTER_SMTP_URL"
            )
        if verb == "MAIL" and self._extensions.size and reply.code in _BAD_PARAMETER:
            self._extensions = replace(
                self._extensions, size=False
            )  # offered, and then not understood: say less
        outcome = Outcome.NOT_TRIED if verb == "RSET" else _outcome_before_dot(reply, verb)
        self.is_usable = self.is_usable and outcome is not Outcome.NOT_TRIED
        return _receipt(mail, reply, outcome)

    def _interruption_receipt(self, mail: OutgoingMail, answer: ServerAnswer) -> Receipt | None:
        """Judge what came unasked before the dot: an early refusal, a farewell, nonsense, or nothing."""
        if not answer.replies and not answer.is_cut_off:
            return None
        self.is_usable = False
        if not answer.replies:
            return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.NOT_TRIED)
        return _receipt(mail, answer.replies[0], _outcome_before_dot(answer.replies[0], "DATA"))


def _outcome_before_dot(reply: Reply, verb: Literal["MAIL", "RCPT", "DATA"]) -> Outcome:
    """Return what a reply before the dot makes of the mail: a farewell or an untimely yes judges nothing."""
    if reply.is_goodbye or reply.is_yes or reply.is_go_on:
        return Outcome.NOT_TRIED
    return outcome_of(reply.code, after=verb)


def _receipt(mail: OutgoingMail, reply: Reply, outcome: Outcome) -> Receipt:
    return Receipt(
        delivery_id=mail.delivery_id,
        outcome=outcome,
        code=reply.code,
        enhanced_status=reply.enhanced_status,
        queue_id=reply.queue_id if outcome is Outcome.ACCEPTED else None,
    )
