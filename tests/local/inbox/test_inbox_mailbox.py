"""A kept mail is kept whole, survives a restart, and a failure leaves nothing of it."""

import errno
import hashlib
import resource
from dataclasses import replace

import pytest

from newsletter.errors import NotFoundError, UnavailableError
from newsletter.local.inbox.mailbox import InboxMailbox

CONTENT = b"Subject: Bonjour\r\n\r\n.one dot\r\n\xff\x00bytes\r\n"


@pytest.fixture
def mailbox(tmp_path):
    """An empty mailbox."""
    with InboxMailbox(tmp_path) as mailbox:
        yield mailbox


def names_in(directory):
    """Return the names of the files of mails."""
    return sorted(path.name for path in directory.iterdir() if path.name != "envelopes.jsonl")


class TestKeeping:
    """The file holds what came."""

    def test_the_file_holds_the_octets_as_they_came(self, mailbox, envelope, tmp_path):
        """Nothing is decoded, converted or added."""
        kept = mailbox.keep(envelope, CONTENT)

        assert (tmp_path / f"{kept.id}.eml").read_bytes() == CONTENT == mailbox.content(kept.id)
        assert kept.id == f"00000001-{hashlib.sha256(CONTENT).hexdigest()[:12]}"

    def test_the_same_mail_twice_is_two_mails(self, mailbox, envelope):
        """A duplicate is what an inbox is asked about most, so it must show."""
        first, second = mailbox.keep(envelope, CONTENT), mailbox.keep(envelope, CONTENT)

        assert [mail.id for mail in mailbox.mails_newest_first()] == [second.id, first.id]
        assert len(mailbox) == 2

    def test_the_first_octets_can_be_read_alone(self, mailbox, envelope):
        """A list needs heads, not bodies."""
        kept = mailbox.keep(envelope, CONTENT)

        assert mailbox.content(kept.id, at_most_bytes=7) == b"Subject"

    def test_clearing_deletes_all(self, mailbox, envelope, tmp_path):
        """Deleted mails are gone from the list and from the disk."""
        kept = mailbox.keep(envelope, CONTENT)

        assert mailbox.clear() == 1
        assert (len(mailbox), names_in(tmp_path)) == (0, [])
        with pytest.raises(NotFoundError, match="no such mail"):
            mailbox.content(kept.id)

    def test_a_file_that_someone_removed_is_not_found(self, mailbox, envelope, tmp_path):
        """The directory is open to everyone, so its files may go."""
        kept = mailbox.keep(envelope, CONTENT)
        (tmp_path / f"{kept.id}.eml").unlink()

        with pytest.raises(NotFoundError, match="its file is gone"):
            mailbox.content(kept.id)


class TestRestart:
    """What was kept before is there afterwards."""

    def test_mails_and_envelopes_are_found_again(self, envelope, tmp_path):
        """Order, sizes and every field of the envelope survive, whatever the address holds."""
        said = replace(
            envelope, sender="", recipients=("josé@ciudad.example", "b@x"), smtputf8=True, hello="h"
        )
        with InboxMailbox(tmp_path) as mailbox:
            mailbox.keep(envelope, b"1")
            mailbox.keep(said, CONTENT)
            before = mailbox.mails_newest_first()

        with InboxMailbox(tmp_path) as mailbox:
            assert mailbox.mails_newest_first() == before
            assert mailbox.keep(envelope, b"3").id.startswith("00000003-")

    def test_what_a_crash_left_is_swept_up(self, envelope, tmp_path):
        """A mail that was being written, and the line about it, count for nothing."""
        (tmp_path / "00000001-0123456789ab.part").write_bytes(b"half a ma")
        (tmp_path / "envelopes.jsonl").write_bytes(b'{"id": "00000001-0123456789ab", "sen')
        (tmp_path / "notes.txt").write_text("mine")

        with InboxMailbox(tmp_path) as mailbox:
            kept = mailbox.keep(envelope, CONTENT)
        with InboxMailbox(tmp_path) as mailbox:
            assert [(mail.id, mail.envelope) for mail in mailbox.mails_newest_first()] == [
                (kept.id, envelope)
            ]
        assert names_in(tmp_path) == [f"{kept.id}.eml", "notes.txt"]

    @pytest.mark.parametrize("line", [b"", b"[]\n", b'{"id": "00000001-0123456789ab"}\n', b"\xff\n", b"1\n"])
    def test_a_mail_without_its_envelope_is_still_shown(self, line, tmp_path):
        """A lost journal costs the envelopes, not the mails."""
        (tmp_path / "00000001-0123456789ab.eml").write_bytes(CONTENT)
        (tmp_path / "envelopes.jsonl").write_bytes(line)

        with InboxMailbox(tmp_path) as mailbox:
            (mail,) = mailbox.mails_newest_first()
        assert (mail.envelope.recipients, mail.size_bytes) == ((), len(CONTENT))


class TestFailure:
    """A disk that does not take a mail keeps nothing of it, and takes the next."""

    def test_a_full_disk_keeps_nothing(self, mailbox, envelope, tmp_path):
        """The device that is always full stands for it."""
        part = tmp_path / f"00000001-{hashlib.sha256(CONTENT).hexdigest()[:12]}.part"
        part.symlink_to("/dev/full")

        with pytest.raises(OSError, match="No space left") as caught:
            mailbox.keep(envelope, CONTENT)

        assert caught.value.errno == errno.ENOSPC
        assert (len(mailbox), names_in(tmp_path)) == (0, [])
        assert mailbox.keep(envelope, CONTENT).id.startswith("00000002-")

    def test_half_a_line_of_the_journal_is_taken_back(self, envelope, tmp_path):
        """A limit on file sizes cuts the line that the disk would cut."""
        with InboxMailbox(tmp_path) as mailbox:
            mailbox.keep(envelope, b"1")
            limit_bytes = (tmp_path / "envelopes.jsonl").stat().st_size + 10
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, before[1]))
            try:
                with pytest.raises(OSError, match="No space left"):
                    mailbox.keep(envelope, b"2")
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
            mailbox.keep(envelope, b"3")
            before = mailbox.mails_newest_first()

        with InboxMailbox(tmp_path) as mailbox:
            assert mailbox.mails_newest_first() == before
            assert [mail.envelope for mail in before] == [envelope, envelope]


class TestTaking:
    """One inbox, one directory."""

    def test_a_second_inbox_is_told_to_go_elsewhere(self, mailbox):
        """Two would give out the same ids."""
        with pytest.raises(UnavailableError, match="another inbox keeps its mail here"):
            InboxMailbox(mailbox.directory)

    def test_a_directory_that_cannot_be_made_is_named(self, tmp_path):
        """The text says which, and what to do."""
        (tmp_path / "file").write_text("")

        with pytest.raises(UnavailableError, match=r"file/box: Not a directory\. Give the inbox"):
            InboxMailbox(tmp_path / "file" / "box")
