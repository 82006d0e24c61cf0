"""The JSON that tests and rehearsals read."""

from datetime import UTC, datetime

MAIL = (
    b"Subject: =?utf-8?q?Les_cit=C3=A9s?=\r\nFrom: News <news@metropolis.example>\r\n"
    b"To: Mayor <m@city.example>\r\n"
    b"Message-ID: <1@metropolis.example>\r\nContent-Language: fr\r\nContent-Type: text/html\r\n\r\n"
    b'<a href="https://metropolis.example/confirm?t=1">oui</a>\r\n'
)


def test_a_mail_is_told_in_full(inbox):
    """Decoded, with its parts, and with what the client said about it."""
    received_at = datetime(2019, 12, 3, 10, 0, tzinfo=UTC)
    mail_id = inbox.keep(MAIL, recipients=("m@city.example",), sender="bounce@x", received_at=received_at)
    told = inbox.get(f"/api/mails/{mail_id}").json()

    assert told["headers"][0] == {
        "name": "Subject",
        "value": "Les cités",
        "raw": "=?utf-8?q?Les_cit=C3=A9s?=",
    }
    assert told["html"].startswith("<a href=")
    assert told["links"] == ["https://metropolis.example/confirm?t=1"]
    assert (told["text"], told["attachments"], told["oddities"]) == (
        None,
        [],
        ["It has no Date header (RFC 5322 §3.6)."],
    )
    (listed,) = inbox.get("/api/mails").json()["mails"]
    assert listed.items() <= told.items()
    assert listed == {
        "id": mail_id,
        "from": "News <news@metropolis.example>",
        "to": "Mayor <m@city.example>",
        "subject": "Les cités",
        "language": "fr",
        "message_id": "<1@metropolis.example>",
        "size_bytes": len(MAIL),
        "received_at": "2019-12-03T10:00:00+00:00",
        "envelope": {
            "sender": "bounce@x",
            "recipients": ["m@city.example"],
            "smtputf8": False,
            "body": "7BIT",
            "hello": "",
            "peer": "",
        },
    }


def test_attachments_are_named(inbox):
    """With what they say they are, and their size."""
    mail_id = inbox.keep(b"Content-Type: application/pdf; name=a.pdf\r\n\r\nPDF")

    assert inbox.get(f"/api/mails/{mail_id}").json()["attachments"] == [
        {"filename": "a.pdf", "media_type": "application/pdf", "size_bytes": 3}
    ]


def test_the_list_is_whole_unless_asked_otherwise(inbox):
    """A test that counts mails is never cut short in silence."""
    ids = [inbox.keep(b"Content-Language: %s\r\n\r\n" % tag) for tag in [b"ar"] * 70 + [b"fr"] * 2]

    told = inbox.get("/api/mails").json()
    assert [mail["id"] for mail in told["mails"]] == ids[::-1]
    assert (told["kept_count"], told["found_count"]) == (72, 72)
    assert told["languages"] == {"ar": 70, "fr": 2}


def test_the_list_can_be_narrowed_and_cut(inbox):
    """By the same words as the page, and by place; the counts stay true."""
    ids = [inbox.keep(b"Content-Language: %s\r\n\r\n" % tag) for tag in [b"ar", b"fr", b"ar", b"ar"]]

    told = inbox.get("/api/mails?language=ar&offset=1&limit=1").json()
    assert [mail["id"] for mail in told["mails"]] == [ids[2]]
    assert (told["kept_count"], told["found_count"]) == (4, 3)


def test_clearing_tells_how_many(inbox):
    """And leaves none."""
    inbox.keep(MAIL)
    with inbox.web() as web:
        assert web.post("/api/clear").json() == {"deleted_count": 1}

    assert inbox.get("/api/mails").json()["mails"] == []


def test_what_is_not_there_is_said_in_json(inbox):
    """A program gets no page."""
    answer = inbox.get("/api/mails/nope")

    assert answer.status_code == 404
    assert answer.json()["error"].startswith("nope: no such mail")


def test_a_mail_whose_file_is_gone_is_left_out(inbox):
    """Someone tidied the directory by hand; the rest is still listed."""
    kept, gone = inbox.keep(MAIL), inbox.keep(MAIL)
    (inbox.mailbox.directory / f"{gone}.eml").unlink()

    assert [mail["id"] for mail in inbox.get("/api/mails").json()["mails"]] == [kept]


def test_a_head_longer_than_usual_is_read_to_its_end(inbox):
    """What the list shows does not depend on where a header stands."""
    inbox.keep(b"Content-Language: fr\r\n" + b"X-Long: y\r\n" * 5000 + b"Subject: last\r\n\r\n")

    assert inbox.get("/api/mails").json()["mails"][0]["subject"] == "last"
