"""A scripted SMTP server on loopback, which keeps its own log, and certificates made on the spot."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsletter.identifiers import DeliveryId
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.fake import RelayScript
from newsletter.smtp.relay import Relay, Tls
from servers.ports import own_port

OFFERS = ("PIPELINING", "SIZE 0", "8BITMIME", "SMTPUTF8")


@dataclass
class ScriptedServer:
    """Answers MAIL number n by `scripts[n]` (the last one again and again). What it logged is the judge."""

    scripts: tuple[RelayScript, ...] = (RelayScript(),)
    greeting: str | None = "220 ready"
    offers: tuple[str, ...] = OFFERS
    answers: dict[str, str | None] = field(default_factory=dict)
    """Replies to whole lines or verbs other than MAIL, RCPT, DATA."""
    context: ssl.SSLContext | None = None
    implicit_tls: bool = False
    connections_limit: int = 1000
    messages: list[bytes] = field(default_factory=list)
    """Complete ones, with the terminating dot seen and the stuffing taken off."""
    fragments: list[bytes] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    connections_count: int = 0
    mails_count: int = 0
    open_writers: list = field(default_factory=list)
    talks: set = field(default_factory=set)

    async def __aenter__(self):
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(
            self._talk, "127.0.0.1", 0, limit=2**26, ssl=self.context if self.implicit_tls else None
        )
        return self

    async def __aexit__(self, *_):
        """Cut what is still open, and wait until nothing is."""
        self._server.close()
        self.drop_all()
        await self.quiet()
        await self._server.wait_closed()

    @property
    def port(self):
        """Return where it listens."""
        return self._server.sockets[0].getsockname()[1]

    def relay(self, **changes):
        """Return how a pool finds it: one connection in clear text, unless `changes` say otherwise."""
        relay = Relay(host="127.0.0.1", port=self.port, tls=Tls.NONE, connections_count=1)
        return replace(relay, **changes)

    def drop_all(self):
        """Close every connection as a server that was restarted does."""
        for writer in self.open_writers:
            writer.transport.abort()

    async def quiet(self):
        """Wait until every connection has ended."""
        await asyncio.gather(*self.talks)

    async def _talk(self, reader, writer):
        task = asyncio.current_task()
        self.talks.add(task)
        task.add_done_callback(self.talks.discard)
        self.open_writers.append(writer)
        self.connections_count += 1
        try:
            await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.transport.abort()
            self.open_writers.remove(writer)

    async def _converse(self, reader, writer):
        too_many = len(self.open_writers) > self.connections_limit
        if not self._say(writer, "421 too many connections" if too_many else self.greeting) or too_many:
            await writer.drain()
            return
        while line := (await reader.readline()).decode(errors="replace").rstrip("\r\n"):
            self.lines.append(line)
            if not await self._answer(line, reader, writer):
                return

    async def _answer(self, line, reader, writer):  # noqa: PLR0911 - a table of verbs
        """Answer one line; False ends the connection."""
        verb = line[:4].upper()
        if line in self.answers or verb in self.answers:
            return self._say(writer, self.answers.get(line, self.answers.get(verb)))
        if verb == "EHLO":
            return self._say(writer, "\r\n".join([*(f"250-{o}" for o in ("here", *self.offers)), "250 HELP"]))
        if line == "STARTTLS":
            self._say(writer, "220 go")
            return await self._encrypt(writer)
        if verb == "MAIL":
            self.mails_count += 1
            return self._say(writer, self._script().mail)
        if verb == "RCPT":
            return self._say(writer, self._script().rcpt)
        if verb == "DATA":
            answer = self._data()
            if not (answer or "").startswith("354"):
                return self._say(writer, answer)
            return self._say(writer, answer) and await self._body(reader, writer)
        return self._say(writer, "221 bye" if verb == "QUIT" else "250 ok") and verb != "QUIT"

    async def _encrypt(self, writer):
        in_clear = writer.transport
        try:
            await writer.start_tls(self.context)
        except AttributeError:  # what asyncio of 3.11 comes to when the client breaks off
            writer._transport = in_clear  # noqa: SLF001 - so that it can be closed
            return False
        return True

    def _script(self):
        return self.scripts[min(self.mails_count, len(self.scripts)) - 1]

    def _data(self):
        script = self._script()
        refused = (script.mail or "")[:1] != "2" or (script.rcpt or "")[:1] != "2"
        return (
            "503 5.5.1 no valid recipients" if refused and script.data == RelayScript().data else script.data
        )

    async def _body(self, reader, writer):
        script = self._script()
        if script.body != "":
            await reader.readline()
            return self._say(writer, script.body) and bool(await reader.read())
        body = []
        while (line := await reader.readline()) != b".\r\n":
            body.append(line.removeprefix(b"."))
            if not line.endswith(b"\n"):
                self.fragments.append(b"".join(body))
                return False
        if script.stores or (script.dot or "").startswith("2"):
            self.messages.append(b"".join(body))
        return self._say(writer, script.dot and script.dot.format(number=f"{len(self.messages):06d}"))

    @staticmethod
    def _say(writer, line):
        """Write a reply; None and False: the connection ends here instead."""
        if line is not None:
            writer.write(f"{line}\r\n".encode("latin-1"))
        return line is not None


@pytest.fixture
def server():
    """Give the class of the scripted server, to be used with `async with`."""
    return ScriptedServer


def _mail(
    number=1, *, recipient="maria@example.org", content=b"Subject: s\r\n\r\nbody\r\n", sender="b@news.example"
):
    return OutgoingMail(
        delivery_id=DeliveryId(number), envelope_sender=sender, recipient=recipient, content=content
    )


@pytest.fixture
def mail():
    """Make a mail, by default a small and harmless one."""
    return _mail


@pytest.fixture
def yes():
    """A permit that is always given."""

    async def permit():
        return True

    return permit


@pytest.fixture
def unused_port():
    """A port on loopback where nobody listens."""
    return own_port()


@dataclass(frozen=True)
class Certificates:
    """A certificate authority of our own, and what it has signed."""

    ca_file: Path
    key: ec.EllipticCurvePrivateKey
    folder: Path

    @classmethod
    def made(cls, folder, *, key=None, lacks=()):
        """Make an authority, or issue one again from its `key`; `lacks`: extensions that it should have."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        ca_file = folder / "ca.pem"
        ca_file.write_bytes(_signed("authority", key, signer=key, days=10, lacks=lacks))
        return cls(ca_file, key, folder)

    def context(self, *, host="127.0.0.1", days=1, lacks=()):
        """Return a server's TLS context with a certificate for `host` that is valid for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        pem = _signed(host, key, signer=self.key, days=days, lacks=lacks)
        file = self.folder / f"{host}-{days}.pem"
        file.write_bytes(
            pem
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _signed(host, key, *, signer, days, lacks):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    is_authority = key is signer
    builder = (
        x509.CertificateBuilder()
        .subject_name(name if is_authority else x509.Name([]))
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=2 + days))
    )
    said = _of_an_authority() if is_authority else _of_a_server(host)
    for extension, is_critical in [*said, *_of_both(key.public_key(), signer.public_key())]:
        if type(extension) not in lacks:
            builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _of_an_authority():
    """Say what RFC 5280 §4.2.1.3 and §4.2.1.9 want of whoever signs certificates."""
    uses = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
            *("key_agreement", "encipher_only", "decipher_only"),
        ),
        False,
    )
    return [
        (x509.BasicConstraints(ca=True, path_length=None), True),
        (x509.KeyUsage(key_cert_sign=True, crl_sign=True, **uses), True),
    ]


def _of_a_server(host):
    address = x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName([address]), True),
    ]


def _of_both(key, signer):
    return [
        (x509.SubjectKeyIdentifier.from_public_key(key), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), False),
    ]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """An authority that signs whatever a test needs."""
    return Certificates.made(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def authority(tmp_path):
    """Make an authority that lacks something, or issue it again."""
    return partial(Certificates.made, tmp_path)
