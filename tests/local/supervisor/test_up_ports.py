"""A port that is needed is free, or the error says who has it and what to do."""

import os
import socket

import psutil
import pytest

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.ports import QUIET_PORTS, free_port, require_free
from servers.ports import own_port

WANTED = {"what": "the web server", "setting": "NEWSLETTER_WEB_PORT"}


@pytest.fixture(params=["127.0.0.1", "::1"])
def host(request):
    """Both kinds of loopback address, where the machine has them."""
    try:
        free_port(request.param)
    except UnavailableError:
        pytest.skip(f"this machine has no {request.param}")
    return request.param


def test_a_free_port_can_be_used(host):
    """What `free_port` gives, `require_free` accepts, again and again."""
    port = free_port(host)

    require_free(host, port, **WANTED)
    require_free(host, port, **WANTED)


def test_a_free_port_is_none_that_an_outgoing_connection_can_be_given_meanwhile():
    """RFC 6335 §6 names 49152 to 65535 for those; Linux uses 32768 on."""
    assert free_port("127.0.0.1") in QUIET_PORTS
    assert QUIET_PORTS.stop < 32768


def test_the_first_free_one_of_those_that_may_be_used():
    """Those that somebody has are passed over; where none is left, the text says so and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        free = own_port()

        assert free_port("127.0.0.1", among=[taken, free]) == free
        with pytest.raises(UnavailableError, match=r"^No free port on 127.0.0.1: .*in use.* Set the port"):
            free_port("127.0.0.1", among=[taken])


def test_a_port_on_which_connections_have_just_ended_is_free():
    """A server that was stopped a moment ago can start again, though its port is in TIME_WAIT."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            accepted, _ = server.accept()
            accepted.close()
            assert client.recv(1) == b""

    require_free("127.0.0.1", port, **WANTED)


def test_a_taken_port_names_its_holder_and_the_setting(host):
    """The text says where, who, and what to do next."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        port = server.getsockname()[1]
        with pytest.raises(UnavailableError) as caught:
            require_free(host, port, **WANTED)

    assert str(caught.value) == (
        f"the web server cannot start: port {port} on {host} is taken by {psutil.Process().name()} "
        f"(pid {os.getpid()}). End that program or set NEWSLETTER_WEB_PORT to another port."
    )


@pytest.mark.parametrize("found", [[], psutil.AccessDenied()], ids=["nobody seen", "not allowed to look"])
def test_a_holder_that_the_system_hides(monkeypatch, found):
    """Then the text does without the name."""

    def net_connections(_kind):
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(psutil, "net_connections", net_connections)  # as for a user on macOS
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(UnavailableError, match=f"port {port} on 127.0.0.1 is taken. End that program"):
            require_free("127.0.0.1", port, **WANTED)


@pytest.mark.parametrize(
    ("host", "text"),
    [
        ("192.0.2.1", "cannot listen on 192.0.2.1 port 8000: .*address of this machine"),
        ("no.such.host.invalid", "no.such.host.invalid: that name has no address"),
    ],
)
def test_a_host_that_is_not_this_machine(host, text):
    """The text says what is wrong with it (192.0.2.0/24 is nobody's, RFC 5737 §3)."""
    with pytest.raises(UnavailableError, match=text):
        require_free(host, 8000, **WANTED)
