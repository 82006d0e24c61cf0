"""What every transport promises: the one method that the dispatch loop calls.

`pool.SmtpPool` keeps the promise to a real relay, `memory.MemoryTransport` in this process;
`tests/smtp/test_contract.py` holds both to it.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from newsletter.delivery.outcomes import Receipt
from newsletter.mime.outgoing import OutgoingMail

Permit: TypeAlias = Callable[[], Awaitable[bool]]
"""Asked once, when only the dot is missing. True: the ledger durably says `submitting`; say the dot."""


class Transport(Protocol):
    """Submits mails, one recipient each, so that a kill at any moment loses and repeats nothing."""

    async def submit(self, mail: OutgoingMail, *, permit: Permit) -> Receipt:
        """Hand over one mail and return what became of it.

        Returns:
            NOT_TRIED: nothing was judged and nothing left; `permit` was not asked, or said no.
            REFUSED, DEFERRED: a complete reply before or after the dot, or (DEFERRED without a code) the
                connection was found lost between permit and dot; or (REFUSED without a code, with an
                enhanced status of ours) the mail cannot be said to this relay at all.
            ACCEPTED, UNKNOWN: after the dot only.

        Raises:
            UnavailableError: there is no relay to talk to. `permit` was not asked; the mail is as before.
            BaseException: whatever `permit` raises, and cancellation. The connection is cut without a
                further octet. When `permit` had been asked, the mail may have left: a ledger row that
                says `submitting` has to become `unknown`, never `pending`.
        """

    async def close(self) -> None:
        """Say goodbye to the relay. No `submit` may be under way."""
