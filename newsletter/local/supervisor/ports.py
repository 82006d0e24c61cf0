"""TCP ports: one that is free, and a clear word when one that is needed is not."""

import errno
import os
import socket

import psutil

from newsletter.errors import UnavailableError


def free_port(host: str) -> int:
    """Return a port that nobody used on `host` a moment ago.

    Another program may take it before you do; where that matters, bind to port 0 yourself.
    """
    with _bind_listener(host, 0) as listener:
        return int(listener.getsockname()[1])


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
