"""Use cases: load, decide, store, send. The dispatch loop lives here."""
