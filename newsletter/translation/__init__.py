"""From messages to translated texts: catalogues, checks, readiness, the gate, localising, exchange."""
