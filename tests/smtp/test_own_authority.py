"""A relay whose certificate is signed by an authority of one's own, which newer Pythons judge harder."""

import asyncio
import ssl

import pytest
from cryptography import x509

from newsletter.delivery.outcomes import Outcome
from newsletter.errors import UnavailableError
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Tls

AGAIN = "Issue that authority again from its own key, with basicConstraints=critical,CA:TRUE, keyUsage="
LACKING = {
    # what the certificate of the authority lacks, what that of the server: what the error says of it
    "the use of its key": (x509.KeyUsage, None, ("key usage", AGAIN)),
    "the name of its key": (x509.SubjectKeyIdentifier, None, ("Subject Key Identifier", AGAIN)),
    "that it may sign": (x509.BasicConstraints, None, ("invalid CA certificate", AGAIN)),
    "a hint at its signer": (
        *(None, x509.AuthorityKeyIdentifier),
        ("Authority Key Identifier", "sign it again, with authorityKeyIdentifier=keyid"),
    ),
}


@pytest.fixture(autouse=True)
def as_strict_as_python_313(monkeypatch):
    """Every Python demands here what 3.13 demands by default."""

    def strict_context(**options):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(**options)
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    monkeypatch.setattr(ssl, "create_default_context", strict_context)


@pytest.fixture
def submit(server, mail, yes):
    """Submit a mail over TLS; return the outcome, or the error's text, and what the server was told."""

    async def attempt(context, ca_file):
        async with server(context=context, offers=("STARTTLS",)) as other:
            async with SmtpPool(other.relay(tls=Tls.STARTTLS, ca_file=ca_file)) as pool:
                try:
                    found = (await pool.submit(mail(), permit=yes)).outcome
                except UnavailableError as error:
                    found = str(error)
            return found, [line.split()[0] for line in other.lines]

    return lambda context, ca_file: asyncio.run(attempt(context, ca_file))


@pytest.mark.parametrize(("authority_lacks", "server_lacks", "texts"), LACKING.values(), ids=LACKING.keys())
def test_what_a_certificate_lacks_is_told_with_what_to_do(
    submit, authority, authority_lacks, server_lacks, texts
):
    """To name the authority again helps nobody. Nothing is said to a server that is not believed."""
    lax = authority(lacks={authority_lacks})

    message, told = submit(lax.context(lacks={server_lacks}), lax.ca_file)

    assert all(text.lower() in message.lower() for text in texts), message
    assert told == ["EHLO", "STARTTLS"]


def test_an_authority_that_was_issued_again_is_believed_with_all_that_it_signed_before(submit, authority):
    """The relay keeps its certificate: the remedy costs one file here."""
    lax = authority(lacks={x509.KeyUsage, x509.SubjectKeyIdentifier})
    signed_before = lax.context()

    again = authority(key=lax.key)

    assert submit(signed_before, again.ca_file)[0] is Outcome.ACCEPTED
