"""A program of the tests shows that it is ready by making a file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileProbe:
    """Ready when the program has made a file; one that an earlier run left is removed first."""

    path: Path

    def reset(self) -> None:
        """Remove the file of an earlier run."""
        self.path.unlink(missing_ok=True)

    def is_answered(self) -> bool:
        """Return True when the file is there."""
        return self.path.exists()

    def __str__(self) -> str:
        """Name what is asked."""
        return f"{self.path} appears"
