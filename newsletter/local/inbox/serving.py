"""The inbox as a process: both servers in one loop, until it is told to stop."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from newsletter.errors import UnavailableError
from newsletter.local.inbox.mailbox import InboxMailbox
from newsletter.local.inbox.receiving import InboxRules, Receiver
from newsletter.local.inbox.web import inbox_app

DEFAULT_RULES = InboxRules()
_REMEDIES = {
    errno.EADDRINUSE: "Stop the program that has this port, or choose another with --{purpose}-port",
    errno.EACCES: "Choose a port above 1023 with --{purpose}-port",
}
_OTHER_REMEDY = "Choose an address of this machine with --{purpose}-host"
_LAST_PORT = 65_535
# A browser that keeps a connection open may not keep the inbox from stopping.
_LAST_REPLIES_WITHIN_S = 3


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Where one of the servers listens. Port 0 takes any free one."""

    host: str
    port: int

    def __post_init__(self) -> None:
        """Refuse what is no port."""
        if not 0 <= self.port <= _LAST_PORT:
            raise ValueError(
                f"{self.port} is no port; give one from 1 to {_LAST_PORT}, or 0 for any free one"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPorts:
    """The ports that the inbox really listens on."""

    smtp_port: int
    web_port: int


def serve_inbox(
    directory: Path,
    *,
    smtp: ListenAddress = ListenAddress("127.0.0.1", 1025),
    web: ListenAddress = ListenAddress("127.0.0.1", 8025),
    rules: InboxRules = DEFAULT_RULES,
    on_ready: Callable[[OpenPorts], None],
) -> None:
    """Keep and show mail until SIGTERM or SIGINT; then return.

    Args:
        directory: where the mails are kept; made where there is none.
        smtp: where to receive mail.
        web: where to show it.
        rules: the size limit, and the recipients to refuse.
        on_ready: called once, when both ports are open, with what they are.

    Raises:
        UnavailableError: a port or the directory cannot be had. Nothing was served.
    """
    with (
        open_listener(smtp, purpose="smtp") as smtp_socket,
        open_listener(web, purpose="web") as web_socket,
        InboxMailbox(directory) as mailbox,
    ):
        asyncio.run(_run_until_signalled(ListeningSockets(smtp_socket, web_socket), mailbox, rules, on_ready))


@dataclass(frozen=True, slots=True)
class ListeningSockets:
    """Two sockets that listen already: clients that come early wait in their queues."""

    smtp: socket.socket
    web: socket.socket

    def ports(self) -> OpenPorts:
        """Return the ports that they have."""
        return OpenPorts(smtp_port=self.smtp.getsockname()[1], web_port=self.web.getsockname()[1])


async def run_inbox(
    sockets: ListeningSockets, mailbox: InboxMailbox, rules: InboxRules, *, stop: asyncio.Event
) -> None:
    """Keep and show mail until the event is set."""
    receiver, page_server = Receiver(mailbox, rules), _page_server(mailbox)
    listener = await asyncio.get_running_loop().create_server(receiver.connect, sock=sockets.smtp)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(page_server.serve(sockets=[sockets.web]))
        await stop.wait()
        page_server.should_exit = True
    listener.close()
    await receiver.hang_up()


async def _run_until_signalled(
    sockets: ListeningSockets, mailbox: InboxMailbox, rules: InboxRules, on_ready: Callable[[OpenPorts], None]
) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    on_ready(sockets.ports())
    await run_inbox(sockets, mailbox, rules, stop=stop)


class _PageServer(uvicorn.Server):
    """Uvicorn inside a loop that has its own signal handlers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone: uvicorn raises them again at its end, which would kill the process."""
        yield


def _page_server(mailbox: InboxMailbox) -> _PageServer:
    return _PageServer(
        uvicorn.Config(
            inbox_app(mailbox),
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LAST_REPLIES_WITHIN_S,
        )
    )


def open_listener(address: ListenAddress, *, purpose: str) -> socket.socket:
    """Return a socket that listens; `purpose` is what the remedy's option begins with.

    Raises:
        UnavailableError: it cannot be opened.
    """
    host, port = address.host, address.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, _OTHER_REMEDY).format(purpose=purpose)
        raise UnavailableError(f"{host}:{port}: {error.strerror}. {remedy}") from error
    # asyncio does this for sockets that it makes itself; without it each page takes 44 ms (Nagle).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
