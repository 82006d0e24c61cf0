"""The newsroom's files, what ships with the package, and secrets on disk."""
