"""The embedded default: children of `newsletter up`, their broker, ports and left-overs."""
