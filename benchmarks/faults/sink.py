"""A relay that keeps its own append-only log, and behaves as a file tells it to. A process of its own.

    python benchmarks/faults/sink.py PORT FOLDER

FOLDER/behaviour.json: `dot_s` and `rcpt_s` (how long it thinks about a mail and about a recipient),
`grey_dot`, `grey_rcpt` (451 at the first attempt at a recipient, after the dot or at RCPT, for every
so-many-th recipient; 0: none). FOLDER/log: a JSON line for every whole mail, written before it is answered:
when its dot came, what the answer is, whose it is.
"""

import asyncio
import json
import re
import sys
import time
import zlib
from pathlib import Path
from typing import Any

TAKEN, LATER = 250, 451
FIELDS = ("Message-ID", "Content-Language", "List-Unsubscribe", "Feedback-ID")


class Sink:
    """Talks SMTP on loopback."""

    def __init__(self, folder: Path) -> None:
        self._behaviour_file, self._read_at, self._behaviour = folder / "behaviour.json", 0.0, {}
        self._log = (folder / "log").open("a", encoding="utf-8")
        self._seen: set[str] = set()

    def behaviour(self, name: str) -> float:
        """Return what the file says now."""
        if self._behaviour_file.exists() and self._behaviour_file.stat().st_mtime != self._read_at:
            self._read_at = self._behaviour_file.stat().st_mtime
            self._behaviour = json.loads(self._behaviour_file.read_text(encoding="utf-8"))
        return float(self._behaviour.get(name, 0))

    def is_grey(self, recipient: str, where: str) -> bool:
        """Tell whether this attempt is to be put off: the first one, of every so-many-th recipient."""
        every = int(self.behaviour(where))
        if not every or zlib.crc32(recipient.encode()) % every or recipient in self._seen:
            return False
        self._seen.add(recipient)
        return True

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink ESMTP\r\n")
        recipient = ""
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                writer.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
            elif word == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                is_grey = self.is_grey(recipient, "grey_rcpt")
                if (rcpt_s := self.behaviour("rcpt_s")) > 0:
                    await asyncio.sleep(rcpt_s)
                writer.write(b"451 4.7.1 Greylisted\r\n" if is_grey else b"250 2.1.5 Ok\r\n")
                recipient = "" if is_grey else recipient
            elif word == b"DATA":
                await self._take(reader, writer, recipient)
            elif word == b"QUIT":
                writer.write(b"221 2.0.0 Bye\r\n")
                return
            else:
                writer.write(b"250 2.0.0 Ok\r\n")
            await writer.drain()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, recipient: str) -> None:
        if not recipient:
            writer.write(b"503 5.5.1 No recipient\r\n")
            return
        writer.write(b"354 Go on\r\n")
        await writer.drain()
        content = await reader.readuntil(b"\r\n.\r\n")
        dot_at, answer = time.time(), LATER if self.is_grey(recipient, "grey_dot") else TAKEN
        if (dot_s := self.behaviour("dot_s")) > 0:
            await asyncio.sleep(dot_s)
        line = {"dot_at": dot_at, "answer": answer, "to": recipient, **_fields(content)}
        self._log.write(json.dumps(line) + "\n")
        self._log.flush()
        writer.write(b"250 2.0.0 Taken\r\n" if answer == TAKEN else b"451 4.3.0 Later\r\n")


def _fields(content: bytes) -> dict[str, Any]:
    head = re.sub(rb"\r\n[ \t]+", b" ", content.partition(b"\r\n\r\n")[0]).decode("utf-8", "replace")
    found = {}
    for line in head.split("\r\n"):
        name, _, value = line.partition(": ")
        if name in FIELDS:
            found[name] = value.strip()
    return found


async def main() -> None:
    """Serve until killed."""
    sink = Sink(Path(sys.argv[2]))
    server = await asyncio.start_server(sink.talk, "127.0.0.1", int(sys.argv[1]), limit=2**26)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
