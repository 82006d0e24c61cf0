"""Open a conversation: greeting, EHLO, STARTTLS, AUTH. Ends with what the server offers.

Everything that goes wrong here is the relay's or the installation's affair and never a mail's, so it
is raised as `UnavailableError`: the dispatch loop stops and no delivery is touched. No IO.

Source: RFC 5321 §3.1, §3.2 and §4.1.1.1 (EHLO, HELO); RFC 3207 §4.2 (what was said before TLS is
forgotten); RFC 4954 §4 and §6 (AUTH); RFC 4616 (PLAIN).
"""

from base64 import b64encode
from typing import NoReturn

from newsletter.errors import UnavailableError
from newsletter.smtp.protocol import SendStep, StartTls, Steps
from newsletter.smtp.redaction import shown_reply
from newsletter.smtp.relay import Relay, Tls
from newsletter.smtp.replies import Reply
from newsletter.smtp.wire_format import ServerExtensions

_AUTHENTICATED, _GO_ON = 235, 334
_UNKNOWN_MECHANISM = frozenset({500, 501, 502, 504, 534})
_MECHANISMS = ("PLAIN", "LOGIN")


def open_conversation(relay: Relay, *, ehlo_name: str) -> Steps[ServerExtensions]:
    """Bring a new connection to the point where MAIL may be said, and return the server's offers.

    Raises:
        UnavailableError: the server refuses us, or cannot do what `relay` demands.
    """
    greeting = yield from _ask(relay, "the connection", b"", within_s=relay.timeouts.greeting_s)
    if not greeting.is_yes:
        _give_up(
            relay, f"does not take our connection ({_shown(relay, greeting)})", "Wait, or ask its operator"
        )
    extensions = yield from _say_ehlo(relay, ehlo_name)
    if relay.tls is Tls.STARTTLS:
        extensions = yield from _negotiate_tls(relay, ehlo_name, extensions)
    if relay.user is not None:
        yield from _authenticate(relay, extensions)
    return extensions


def parse_extensions(reply: Reply) -> ServerExtensions:
    """Return what an EHLO reply offers; unknown keywords are passed over (RFC 5321 §4.1.1.1)."""
    words = [line.upper().replace("=", " ").split() for line in reply.lines[1:]]
    keywords = {line[0]: line[1:] for line in words if line}
    mechanisms = [name for line in words if line and line[0] == "AUTH" for name in line[1:]]
    return ServerExtensions(
        pipelining="PIPELINING" in keywords,
        size="SIZE" in keywords,
        eightbitmime="8BITMIME" in keywords,
        smtputf8="SMTPUTF8" in keywords,
        starttls="STARTTLS" in keywords,
        auth=frozenset(mechanisms),  # "AUTH=LOGIN" too, an old spelling that some still offer beside
    )


def _say_ehlo(relay: Relay, ehlo_name: str) -> Steps[ServerExtensions]:
    """Say EHLO, or HELO to a server that has never heard of it."""
    reply = yield from _ask(relay, "EHLO", f"EHLO {ehlo_name}\r\n".encode())
    if reply.is_yes:
        return parse_extensions(reply)
    if not reply.is_goodbye:
        reply = yield from _ask(relay, "HELO", f"HELO {ehlo_name}\r\n".encode())
    if not reply.is_yes:
        _give_up(
            relay,
            f"refuses EHLO {ehlo_name} ({_shown(relay, reply)})",
            "Set ?ehlo= to a host name it accepts",
        )
    return ServerExtensions()


def _negotiate_tls(relay: Relay, ehlo_name: str, extensions: ServerExtensions) -> Steps[ServerExtensions]:
    """Change to TLS and ask again what is offered; never go on in clear (RFC 3207 §6)."""
    remedy = "Mend its TLS, or add ?tls=none if the network between is your own"
    if not extensions.starttls:
        _give_up(relay, "does not offer STARTTLS", remedy)
    reply = yield from _ask(relay, "STARTTLS", b"STARTTLS\r\n")
    if not reply.is_yes:
        _give_up(relay, f"offers STARTTLS and then refuses it ({_shown(relay, reply)})", remedy)
    yield StartTls()
    return (yield from _say_ehlo(relay, ehlo_name))


def _authenticate(relay: Relay, extensions: ServerExtensions) -> Steps[None]:
    """Log in by the first mechanism that both sides know and the server really takes."""
    shared_mechanisms = [name for name in _MECHANISMS if name in extensions.auth]
    if not shared_mechanisms:
        _give_up(
            relay, "offers neither AUTH PLAIN nor LOGIN", "Check port and tls, or leave the user name out"
        )
    for mechanism in shared_mechanisms:
        reply = yield from _login(relay, mechanism)
        if reply.code == _AUTHENTICATED:
            return
        if reply.code not in _UNKNOWN_MECHANISM:
            break
    _give_up(
        relay,
        f"refuses our user name or password ({_shown(relay, reply)})",
        "Correct them in NEWSLETTER_SMTP_URL",
    )


def _login(relay: Relay, mechanism: str) -> Steps[Reply]:
    """Say the user name and password in one mechanism's order; return the last reply."""
    user, password = (relay.user or "").encode(), (relay.password or "").encode()
    if mechanism == "PLAIN":
        proof = b64encode(b"\0" + user + b"\0" + password)
        return (yield from _ask(relay, "AUTH", b"AUTH PLAIN " + proof + b"\r\n"))
    reply = yield from _ask(relay, "AUTH", b"AUTH LOGIN\r\n")
    for secret in (user, password):
        if reply.code != _GO_ON:
            break
        reply = yield from _ask(relay, "AUTH", b64encode(secret) + b"\r\n")
    return reply


def _ask(relay: Relay, about: str, octets: bytes, *, within_s: float | None = None) -> Steps[Reply]:
    """Say one line and return its one reply. `about` names it in an error: the line may be a password."""
    answer = yield SendStep(octets, replies=1, within_s=within_s or relay.timeouts.command_s)
    if not answer.replies:
        _give_up(
            relay, f"gives no answer to {about}", "Check that it is an SMTP server, and what its log says"
        )
    return answer.replies[0]


def _shown(relay: Relay, reply: Reply) -> str:
    return shown_reply(reply, secrets=(relay.user, relay.password))


def _give_up(relay: Relay, what: str, remedy: str) -> NoReturn:
    raise UnavailableError(f"The SMTP server at {relay.address} {what}. {remedy}")
