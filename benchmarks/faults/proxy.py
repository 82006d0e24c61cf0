"""A proxy before PostgreSQL that can swallow the answer to a COMMIT. A process of its own.

    python benchmarks/faults/proxy.py SERVER_FOLDER OWN_FOLDER

Listens on OWN_FOLDER/.s.PGSQL.5432. While OWN_FOLDER/swallow holds a number above 0, the next COMMIT is
passed on, its answer thrown away, the connection cut, and the number counted down: committed, and nobody
knows.
"""

import asyncio
import sys
from pathlib import Path

SOCKET = ".s.PGSQL.5432"


class Proxy:
    """Passes bytes on both ways."""

    def __init__(self, server: Path, own: Path) -> None:
        self._server, self._own, self._swallow_file = server, own, own / "swallow"

    async def serve(self) -> None:
        """Serve until killed."""
        listening = await asyncio.start_unix_server(self._connect, self._own / SOCKET)
        (self._own / SOCKET).chmod(0o777)
        await listening.serve_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, questions = await asyncio.open_unix_connection(self._server / SOCKET)
        except OSError:
            writer.close()
            return
        is_swallowing = asyncio.Event()
        up = asyncio.create_task(self._pass_questions(reader, questions, is_swallowing))
        down = asyncio.create_task(self._pass_answers(answers, writer, is_swallowing))
        await asyncio.wait([up, down], return_when=asyncio.FIRST_COMPLETED)
        for task in (up, down):
            task.cancel()
        writer.close()
        questions.close()

    async def _pass_questions(
        self, reader: asyncio.StreamReader, server: asyncio.StreamWriter, is_swallowing: asyncio.Event
    ) -> None:
        while content := await reader.read(65536):
            if b"COMMIT" in content and self._count_down():
                is_swallowing.set()
            server.write(content)
            await server.drain()

    async def _pass_answers(
        self, answers: asyncio.StreamReader, writer: asyncio.StreamWriter, is_swallowing: asyncio.Event
    ) -> None:
        while content := await answers.read(65536):
            if is_swallowing.is_set():
                return
            writer.write(content)
            await writer.drain()

    def _count_down(self) -> bool:
        try:
            left = int(self._swallow_file.read_text(encoding="ascii") or 0)
        except (OSError, ValueError):
            return False
        if left > 0:
            self._swallow_file.write_text(str(left - 1), encoding="ascii")
        return left > 0


if __name__ == "__main__":
    asyncio.run(Proxy(Path(sys.argv[1]), Path(sys.argv[2])).serve())
