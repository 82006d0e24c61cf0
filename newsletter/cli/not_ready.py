"""The option that says what becomes of members whose language is not ready."""

from typing import Annotated

import typer

from newsletter.revision.not_ready import NotReadyPolicy

NotReady = Annotated[
    NotReadyPolicy | None,
    typer.Option(
        "--not-ready",
        help="What becomes of members whose language is offered but not ready: they get the next best "
        "(fallback), nothing (skip), wait for it (hold), or everybody waits (block).",
    ),
]
