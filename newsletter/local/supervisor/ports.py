"""TCP ports: one that is free, and a clear word when one that is needed is not."""

import errno
import os
import random
import socket
from collections.abc import Iterable

import psutil

from newsletter.errors import UnavailableError

QUIET_PORTS = range(20_000, 30_000)
"""Ports that no system gives to outgoing connections: Linux takes those from 32768 on, others from 49152 on
(RFC 6335 §6). A port of theirs that is free now may be some connection's a moment later."""


def free_port(host: str, among: Iterable[int] | None = None) -> int:
    """Return a port that nobody uses on `host`: the first free one of `among`, or any quiet one.

    Another program may take it before you do; where you can, bind to port 0 yourself.

    Raises:
        UnavailableError: none of them is free, or the host is not of this machine.
    """
    candidates = random.sample(QUIET_PORTS, 100) if among is None else among
    refusal: OSError | None = None
    for port in candidates:
        try:
            _bind_listener(host, port).close()
        except OSError as error:
            refusal = error
        else:
            return port
    raise UnavailableError(f"No free port on {host}: {refusal}. Set the port yourself.")


def require_free(host: str, port: int, *, what: str, setting: str) -> None:
    """Return when `what` can listen on host and port.

    Raises:
        UnavailableError: it cannot. The text says who holds the port, where the system tells us, and
            names the `setting` to change.
    """
    try:
        _bind_listener(host, port).close()
    except socket.gaierror as error:
        raise UnavailableError(
            f"{what} cannot listen on {host}: that name has no address ({error.strerror}). "
            "Set it to an address of this machine, for example 127.0.0.1."
        ) from None
    except OSError as error:
        raise UnavailableError(_refusal_text(error, host, port, what=what, setting=setting)) from None


def _bind_listener(host: str, port: int) -> socket.socket:
    """Return a socket with that address, bound as a server would do it.

    Without SO_REUSEADDR a port in TIME_WAIT, which a server can use, would seem taken.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _refusal_text(error: OSError, host: str, port: int, *, what: str, setting: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"{what} cannot start: port {port} on {host} is taken{_holder_text(port)}. "
            f"End that program or set {setting} to another port."
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return (
        f"{what} cannot listen on {host} port {port}: {reason}. "
        f"Set {setting} to a port above 1023 and the host to an address of this machine."
    )


def _holder_text(port: int) -> str:
    """Return " by NAME (pid N)" for the program that listens on the port, or "" if it is hidden from us."""
    try:
        pids = [
            connection.pid
            for connection in psutil.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1:2] == (port,) and connection.pid
        ]
        return f" by {psutil.Process(pids[0]).name()} (pid {pids[0]})" if pids else ""
    except psutil.Error:  # macOS shows the connections of all programs to root only
        return ""
