"""What belongs to the repository. A checkout holds more: notes, logs, what somebody is trying out."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def files_of(root):
    """Return the files that git has there, also of another user's checkout; none where there is no git."""
    argv = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached"]
    try:
        done = subprocess.run(argv, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return []
    listed = [root / name for name in os.fsdecode(done.stdout).split("\0") if name]
    return [path for path in listed if path.is_file()]
