"""The words between a conversation, which knows SMTP, and whatever carries its octets.

A conversation is a generator: it yields a step, receives what was heard, and returns its result.
`connection.py` carries the steps over a socket, `fake.py` answers them from a script.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from newsletter.smtp.replies import Reply

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class SendStep:
    """Write octets, then wait for so many replies, a 421, or trouble.

    With `replies=0`: wait until everything is written, then give whatever the server said unasked.
    """

    octets: bytes
    replies: int
    within_s: float


@dataclass(frozen=True, slots=True)
class StartTls:
    """Encrypt the connection. Raises in the carrier when that fails, or when octets wait unread."""


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """The replies that came, at most as many as were asked for. `is_cut_off`: no more can be said."""

    replies: tuple[Reply, ...] = ()
    is_cut_off: bool = False


Steps: TypeAlias = Generator[SendStep | StartTls, ServerAnswer, _Result]
