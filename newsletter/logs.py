"""How every process of ours logs: one JSON object a line on standard error, fields instead of prose.

One event where a person would look, not where a program passes. Never an address: ids only. Libraries
speak through the same form, from a warning on.
"""

import logging
from collections.abc import Sequence

import structlog

_PROCESSORS: Sequence[structlog.typing.Processor] = (
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def log_as_json() -> None:
    """Log this process's events, and its libraries' warnings, as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=_PROCESSORS,
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("newsletter").setLevel(logging.INFO)
    structlog.configure(
        processors=[*_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
