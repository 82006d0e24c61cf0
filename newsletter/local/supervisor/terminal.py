"""What `newsletter up` shows: each line with the coloured name of its service in front."""

from collections.abc import Callable, Sequence
from typing import TextIO

from newsletter.local.supervisor.service import ServiceEvent, ServiceEventKind

_COLOURS = ("36", "35", "33", "32", "34", "31")  # ECMA-48 SGR: cyan, magenta, yellow, green, blue, red


def terminal_writer(stream: TextIO, names: Sequence[str], *, colour: bool) -> Callable[[ServiceEvent], None]:
    """Return a function that writes events to a stream, for `Supervisor(on_event=…)`.

    A service's own lines follow a bar, what we say about it an arrow. A character that the stream's
    encoding does not have is shown as "?".
    """
    width = max(map(len, names), default=0)
    colours = {name: _COLOURS[index % len(_COLOURS)] for index, name in enumerate(names)}

    def write(event: ServiceEvent) -> None:
        label = event.service.ljust(width)
        if colour:
            label = f"\x1b[{colours.get(event.service, '0')}m{label}\x1b[0m"
        sign = "|" if event.kind is ServiceEventKind.LINE else ">"
        encoding = stream.encoding or "utf-8"
        text = event.text.encode(encoding, errors="replace").decode(encoding)
        stream.write(f"{label} {sign} {text}\n")
        stream.flush()

    return write
