"""A slice on a database that cannot be written ends with a sentence, and sends nothing."""

import asyncio

from given import given_wave
from newsletter.campaigns.dispatch import DispatchTools, send_slice
from newsletter.database.database import open_database
from newsletter.mime.keys import keys_of
from newsletter.smtp.fake import MemoryTransport
from servers.waiting import FOR_EVER_S


def test_a_slice_on_a_read_only_database_is_in_trouble_and_sends_nothing(sqlite_url, clock):
    """No lease, no mail; the trouble names the remedy, and the next slice waits."""
    database = open_database(sqlite_url)
    wave_id = given_wave(database, clock.now, count=3)
    database.close()
    read_only = open_database(f"sqlite:///file:{sqlite_url.removeprefix('sqlite:///')}?mode=ro&uri=true")
    transport = MemoryTransport()
    tools = DispatchTools(
        database=read_only,
        transport=transport,
        connection_count=2,
        keys=keys_of(["a secret that is at least thirty-two characters long"]),
        public_url="https://news.example.org",
        worker="worker-a",
        clock=clock,
    )

    report = asyncio.run(send_slice(tools, wave_id, at_most_s=FOR_EVER_S))
    read_only.close()

    assert "read-only" in report.trouble
    assert report.wait_s > 0
    assert transport.taken_mails == []
