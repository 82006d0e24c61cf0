"""The inbox as a process: it says where it is, keeps what it took, and stops when told."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading

import httpx
import pytest

from newsletter.local.inbox.__main__ import main
from newsletter.local.inbox.mailbox import InboxMailbox
from newsletter.local.inbox.serving import ListenAddress, open_listener
from servers.waiting import FOR_EVER_S


def arguments(directory, *more):
    """Return a command line with free ports."""
    return ["--directory", str(directory), "--smtp-port", "0", "--web-port", "0", *more]


class Child:
    """An inbox that was started as the supervisor starts it."""

    def __init__(self, directory, *more):
        self.ports_file = directory / "ports.json"
        command = [sys.executable, "-m", "newsletter.local.inbox", *arguments(directory / "box", *more)]
        command += ["--ports-file", str(self.ports_file)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said = self.process.stdout.readline()

    def ports(self):
        """Return the ports that it wrote down before it said that it is ready."""
        return json.loads(self.ports_file.read_text())

    def end(self, signal_number):
        """Send a signal, and return exit code and standard error."""
        self.process.send_signal(signal_number)
        _, complaint = self.process.communicate(timeout=FOR_EVER_S)
        return self.process.returncode, complaint


@pytest.fixture
def child(tmp_path):
    """A child that does not outlive its test."""
    child = Child(tmp_path)
    yield child
    child.process.kill()
    child.process.communicate()


class TestChild:
    """Started, used, ended."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_serves_and_stops_cleanly(self, number, child):
        """Both servers answer on the ports that it tells, and neither signal is a failure."""
        ports = child.ports()
        with smtplib.SMTP("127.0.0.1", ports["smtp_port"]) as smtp:
            smtp.sendmail("a@b", ["c@d"], b"Subject: x\r\n\r\n")
        listed = httpx.get(f"http://127.0.0.1:{ports['web_port']}/api/mails", timeout=FOR_EVER_S).json()

        assert listed["kept_count"] == 1
        assert f"127.0.0.1:{ports['smtp_port']}" in child.said
        assert child.end(number) == (0, "")

    def test_a_browser_that_stays_does_not_keep_it(self, child):
        """Nor does an SMTP client, which is told."""
        ports = child.ports()
        with (
            socket.create_connection(("127.0.0.1", ports["web_port"])) as web,
            smtplib.SMTP("127.0.0.1", ports["smtp_port"]) as smtp,
        ):
            web.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            web.recv(1)

            assert child.end(signal.SIGTERM) == (0, "")
            assert smtp.getreply()[0] == 421

    def test_what_it_accepted_survives_its_being_killed(self, child, tmp_path):
        """250 after the dot means kept, even when the next instant is the last."""
        with smtplib.SMTP("127.0.0.1", child.ports()["smtp_port"]) as smtp:
            for number in range(50):
                smtp.sendmail("a@b", [f"{number}@d"], b"x")
            os.kill(child.process.pid, signal.SIGKILL)
            child.process.wait()

        with InboxMailbox(tmp_path / "box") as mailbox:
            kept = {mail.envelope.recipients for mail in mailbox.mails_newest_first()}
        assert kept == {(f"{number}@d",) for number in range(50)}


def test_no_reply_waits_for_another_packet():
    """Nagle's algorithm is off for every client, or each page could take 40 ms."""
    with (
        open_listener(ListenAddress("127.0.0.1", 0), purpose="smtp") as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


class TestHere:
    """The same, in this process."""

    def test_it_serves_until_signalled(self, tmp_path, capsys):
        """With the refusals and the limit of the command line."""
        heard = []

        def talk():
            ports_file = tmp_path / "ports.json"
            while not ports_file.exists():
                os.sched_yield()
            with smtplib.SMTP("127.0.0.1", json.loads(ports_file.read_text())["smtp_port"]) as smtp:
                heard.append((smtp.ehlo()[0], smtp.esmtp_features["size"]))
                smtp.mail("a@b")
                heard.append(smtp.rcpt("gone=1@d"))
            os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=talk)
        thread.start()
        options = ["--ports-file", str(tmp_path / "ports.json"), "--size-limit-bytes", "1000"]
        exit_code = main(arguments(tmp_path / "box", *options, "--refuse", "gone=1@d=550 5.1.1 Gone"))
        thread.join()

        assert (exit_code, heard) == (0, [(250, "1000"), (550, b"5.1.1 Gone")])
        assert capsys.readouterr().out.startswith("Inbox: SMTP 127.0.0.1:")

    @pytest.mark.parametrize("purpose", ["smtp", "web"])
    def test_a_taken_port_is_named_with_the_remedy(self, purpose, tmp_path, capsys):
        """And the exit code says that a server is missing."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            exit_code = main(arguments(tmp_path, f"--{purpose}-port", str(port)))

        complaint = capsys.readouterr().err
        assert exit_code == 69
        assert complaint.startswith(f"127.0.0.1:{port}: Address already in use")
        assert f"choose another with --{purpose}-port" in complaint

    @pytest.mark.parametrize(
        ("option", "value"),
        [("host", "192.0.2.1"), ("host", "::g"), ("host", "no such host")],
    )
    def test_an_address_that_cannot_be_had_is_named(self, option, value, tmp_path, capsys):
        """Of another machine, or of none."""
        exit_code = main(arguments(tmp_path, f"--smtp-{option}", value))

        complaint = capsys.readouterr().err
        assert (exit_code, value in complaint) == (69, True)
        assert "with --smtp-" in complaint

    def test_a_ports_file_that_cannot_be_written_is_named(self, tmp_path, capsys):
        """The supervisor would wait for it for ever."""
        exit_code = main(arguments(tmp_path, "--ports-file", str(tmp_path / "no" / "ports.json")))

        assert (exit_code, "no/ports.json: No such file" in capsys.readouterr().err) == (69, True)

    @pytest.mark.parametrize(
        ("option", "value", "complaint"),
        [
            ("refuse", "a@b", "refuses nothing"),
            ("web-port", "65536", "no port"),
            ("smtp-port", "-1", "no port"),
        ],
    )
    def test_a_slip_on_the_command_line_is_said_at_once(self, option, value, complaint, tmp_path, capsys):
        """With the usage, before anything is opened."""
        with pytest.raises(SystemExit, match="2"):
            main(arguments(tmp_path, f"--{option}={value}"))

        assert complaint in capsys.readouterr().err
