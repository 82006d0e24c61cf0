"""A connection is opened on the relay's terms or not at all; no password goes out in clear."""

import asyncio
import re
from base64 import b64encode

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.errors import UnavailableError
from newsletter.smtp.handshake import parse_extensions
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay, Tls
from newsletter.smtp.replies import Reply
from newsletter.smtp.wire_format import ServerExtensions

USER, PASSWORD = "news", "s\xe9cret"
PLAIN = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
LOGIN = [b64encode(word.encode()).decode() for word in (USER, PASSWORD)]


async def _submit(other, mail, yes, **changes):
    async with SmtpPool(other.relay(**changes)) as pool:
        return await pool.submit(mail(), permit=yes)


def _outcome(server, mail, yes, *, settings=None, **changes):
    """Submit one mail to a scripted server; return the outcome and the lines that the server read."""

    async def attempt():
        async with server(**(settings or {})) as other:
            receipt = await _submit(other, mail, yes, **changes)
            return receipt.outcome, other.lines

    return asyncio.run(attempt())


def _failure(server, mail, yes, *, settings, **changes):
    """Submit one mail where that must fail; return the error's text and the lines that the server read."""

    async def attempt():
        async with server(**settings) as other:
            with pytest.raises(UnavailableError) as caught:
                await _submit(other, mail, yes, **changes)
            return str(caught.value), other.lines

    return asyncio.run(attempt())


OFFERS = [
    (["here"], ServerExtensions()),
    (["here", "PIPELINING", "SIZE 0", "8BITMIME", "SMTPUTF8", "STARTTLS"], ServerExtensions(
        pipelining=True, size=True, eightbitmime=True, smtputf8=True, starttls=True)),
    (["here", "pipelining", "Size", "", "X-UNKNOWN a b"], ServerExtensions(pipelining=True, size=True)),
    (["here", "AUTH PLAIN LOGIN", "AUTH=CRAM-MD5"],
        ServerExtensions(auth=frozenset({"PLAIN", "LOGIN", "CRAM-MD5"}))),
    (["PIPELINING"], ServerExtensions()),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "offers"), OFFERS)
def test_an_ehlo_reply_is_read_as_a_list_of_offers(lines, offers):
    """Keywords are known in any case, unknown ones passed over, and the first line is a greeting."""
    assert parse_extensions(Reply(250, tuple(lines))) == offers


def test_a_server_that_knows_no_ehlo_is_greeted_by_helo(server, mail, yes):
    """An old server gets the plain commands of RFC 821."""
    outcome, lines = _outcome(
        server, mail, yes, settings={"answers": {"EHLO": "502 what"}}, ehlo_name="me.example"
    )

    assert outcome is Outcome.ACCEPTED
    assert lines[:3] == ["EHLO me.example", "HELO me.example", "MAIL FROM:<b@news.example>"]


REFUSALS = {
    "refused by the greeting": ({"greeting": "554 no"}, r"does not take our connection \(554 no\)"),
    "a farewell as greeting": ({"greeting": "421 busy"}, "421 busy"),
    "no greeting": ({"greeting": None}, "gives no answer to the connection"),
    "not an SMTP server": ({"greeting": "SSH-2.0-OpenSSH"}, "gives no answer"),
    "EHLO and HELO refused": ({"answers": {"EHLO": "550 no", "HELO": "550 bad name"}}, "Set .ehlo="),
    "a farewell to EHLO": ({"answers": {"EHLO": "421 bye"}}, "421 bye"),
    "lost at EHLO": ({"answers": {"EHLO": None}}, "gives no answer to EHLO"),
    "wants a login": ({"answers": {"MAIL": "530 5.7.0 login"}}, "wants us to log in"),
}


@pytest.mark.parametrize(("settings", "text"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_server_that_does_not_take_us_stops_the_sending(server, mail, yes, settings, text):
    """What is the relay's affair is never written on a mail; the text names the relay and a remedy."""
    message, _ = _failure(server, mail, yes, settings=settings)

    assert message.startswith("The SMTP server at 127.0.0.1:")
    assert re.search(text, message)


def test_nobody_there_is_said_with_a_remedy(mail, yes, unused_port):
    """The text is what a person needs who has forgotten to start the relay."""
    relay = Relay.parse(f"smtp://127.0.0.1:{unused_port}")
    expected = (
        rf"^No SMTP server at 127.0.0.1:{unused_port} \(connection refused\)\. "
        r"Start it, or set NEWSLETTER_SMTP_URL$"
    )

    with pytest.raises(UnavailableError, match=expected):
        asyncio.run(SmtpPool(relay).submit(mail(), permit=yes))


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_mail_goes_over_tls(server, mail, yes, certificates, tls):
    """With a certificate of a known authority mail is taken, after a second EHLO where it was STARTTLS."""
    settings = {
        "context": certificates.context(),
        "implicit_tls": tls is Tls.IMPLICIT,
        "offers": ("STARTTLS",),
    }

    outcome, lines = _outcome(server, mail, yes, settings=settings, tls=tls, ca_file=certificates.ca_file)

    assert outcome is Outcome.ACCEPTED
    assert sum(line.startswith("EHLO") for line in lines) == (2 if tls is Tls.STARTTLS else 1)


BAD_CERTIFICATES = {
    "unknown authority": ({}, False, r"is not good \(unable to get local issuer certificate\)"),
    "wrong host": ({"host": "mail.example.org"}, True, "IP address mismatch"),
    "expired": ({"days": -1}, True, "certificate has expired"),
}


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
@pytest.mark.parametrize(("wishes", "known", "text"), BAD_CERTIFICATES.values(), ids=BAD_CERTIFICATES.keys())
def test_a_bad_certificate_stops_the_sending(server, mail, yes, certificates, tls, wishes, known, text):
    """Nothing is said to a server that cannot prove who it is, unless the relay's settings ask for that."""
    settings = {
        "context": certificates.context(**wishes),
        "implicit_tls": tls is Tls.IMPLICIT,
        "offers": ("STARTTLS",),
    }
    ca_file = certificates.ca_file if known else None

    message, lines = _failure(server, mail, yes, settings=settings, tls=tls, ca_file=ca_file)
    outcome, _ = _outcome(server, mail, yes, settings=settings, tls=tls, verify=False)

    assert re.search(text, message)
    assert "MAIL" not in " ".join(lines)
    assert outcome is Outcome.ACCEPTED


NO_TLS = {
    "not offered": ({"offers": ()}, "does not offer STARTTLS"),
    "offered and refused": (
        {"offers": ("STARTTLS",), "answers": {"STARTTLS": "454 4.7.0 not now"}},
        r"offers STARTTLS and then refuses it \(454 4.7.0 not now\)",
    ),
    "injected behind": (
        {"offers": ("STARTTLS",), "answers": {"STARTTLS": "220 go\r\n250 AUTH PLAIN"}},
        "speaks before TLS has begun",
    ),
    "half injected": (
        {"offers": ("STARTTLS",), "answers": {"STARTTLS": "220 go\r\n250-AUTH PLAIN"}},
        "speaks before TLS has begun",
    ),
    "closes": ({"offers": ("STARTTLS",), "answers": {"STARTTLS": None}}, "gives no answer to STARTTLS"),
}


@pytest.mark.parametrize(("settings", "text"), NO_TLS.values(), ids=NO_TLS.keys())
def test_there_is_no_way_back_into_clear_text(server, mail, yes, settings, text):
    """A relay that shall be encrypted and is not gets neither mail nor password."""
    message, lines = _failure(
        server, mail, yes, settings=settings, tls=Tls.STARTTLS, user=USER, password=PASSWORD
    )

    assert re.search(text, message)
    assert not [line for line in lines if line.startswith(("AUTH", "MAIL"))]


def test_a_server_that_speaks_no_tls_is_told_apart_from_a_bad_certificate(server, mail, yes):
    """The commonest mistake, the wrong port for the mode, has its own remedy."""
    message, _ = _failure(server, mail, yes, settings={}, tls=Tls.IMPLICIT)

    assert "Check port and tls in NEWSLETTER_SMTP_URL" in message


class LoopWithoutTls(asyncio.SelectorEventLoop):
    """asyncio returns None instead of a transport when the connection ends at the wrong moment."""

    async def start_tls(self, *_, **__):
        """Return None, as the library's own types allow."""


def test_a_connection_that_ends_during_the_handshake_stops_the_sending(server, mail, yes):
    """Nothing is said in clear when there is no TLS after all."""

    async def attempt():
        async with server(offers=("STARTTLS",)) as other:
            with pytest.raises(UnavailableError, match=r"fails \(connection closed\)"):
                await _submit(other, mail, yes, tls=Tls.STARTTLS)
            return other.lines[1:]

    with asyncio.Runner(loop_factory=LoopWithoutTls) as runner:
        assert runner.run(attempt()) == ["STARTTLS"]


def test_an_authority_file_that_is_none_is_named(server, mail, yes, tmp_path):
    """A file that is no PEM file stops the sending, with its name."""
    file = tmp_path / "ca.pem"
    file.write_text("no certificate")

    message, _ = _failure(server, mail, yes, settings={}, tls=Tls.IMPLICIT, ca_file=file)

    assert "ca.pem cannot be read" in message


LOGINS = {
    "PLAIN": ("AUTH PLAIN LOGIN", {f"AUTH PLAIN {PLAIN}": "235 ok"}),
    "LOGIN": (
        "AUTH LOGIN CRAM-MD5",
        {"AUTH LOGIN": "334 VXNlcm5hbWU6", LOGIN[0]: "334 UGFzc3dvcmQ6", LOGIN[1]: "235 ok"},
    ),
    "LOGIN where PLAIN was an empty promise": (
        "AUTH PLAIN LOGIN",
        {f"AUTH PLAIN {PLAIN}": "504 no", "AUTH LOGIN": "334 u", LOGIN[0]: "334 p", LOGIN[1]: "235 ok"},
    ),
}


@pytest.mark.parametrize(("offer", "answers"), LOGINS.values(), ids=LOGINS.keys())
def test_we_log_in_by_what_is_offered(server, mail, yes, certificates, offer, answers):
    """User name and password, non-ASCII included, reach the server once TLS has begun."""
    settings = {"context": certificates.context(), "offers": ("STARTTLS", offer), "answers": answers}
    terms = {"tls": Tls.STARTTLS, "ca_file": certificates.ca_file, "user": USER, "password": PASSWORD}

    outcome, lines = _outcome(server, mail, yes, settings=settings, **terms)

    assert outcome is Outcome.ACCEPTED
    assert lines.index("STARTTLS") < min(i for i, line in enumerate(lines) if line.startswith("AUTH"))


FAILED_LOGINS = {
    "wrong password": (
        "AUTH PLAIN LOGIN",
        {"AUTH": "535 5.7.8 bad"},
        r"user name or password \(535 5.7.8 bad\)",
    ),
    "wrong user": (
        "AUTH LOGIN",
        {"AUTH LOGIN": "334 u", LOGIN[0]: "535 who"},
        r"user name or password \(535 who\)",
    ),
    "nothing we know": ("AUTH CRAM-MD5 XOAUTH2", {}, "offers neither AUTH PLAIN nor LOGIN"),
    "two empty promises": (
        "AUTH PLAIN LOGIN",
        {"AUTH": "504 5.5.4 no"},
        r"user name or password \(504 5.5.4 no\)",
    ),
    "lost": ("AUTH LOGIN", {"AUTH LOGIN": "334 u", LOGIN[0]: None}, "gives no answer to AUTH"),
}


@pytest.mark.parametrize(("offer", "answers", "text"), FAILED_LOGINS.values(), ids=FAILED_LOGINS.keys())
def test_a_failed_login_stops_the_sending_and_shows_no_password(server, mail, yes, offer, answers, text):
    """The text holds the server's reply and neither the password nor its base64."""
    settings = {"offers": (offer,), "answers": answers}

    message, lines = _failure(server, mail, yes, settings=settings, user=USER, password=PASSWORD)

    assert re.search(text, message)
    assert not [secret for secret in (PASSWORD, PLAIN, *LOGIN) if secret in message]
    assert "MAIL" not in " ".join(lines)


def test_the_ehlo_name_is_our_address_where_none_is_set(server, mail, yes):
    """An address literal needs no DNS and is what RFC 5321 §4.1.3 asks of a host without a name."""
    _, lines = _outcome(server, mail, yes)

    assert lines[0] == "EHLO [127.0.0.1]"
