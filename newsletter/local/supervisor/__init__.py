"""The embedded default: what `newsletter up` starts, watches and ends again.

    Service ──▶ Supervisor.run() ──▶ Child (own session, own log file) ──▶ Event ──▶ terminal
                     │
                     └── run_directory: one `up` per directory, and what a killed one left is ended

A process belongs to us when it carries our mark in its environment, or sits in the session of a
child whose pid *and* start time we wrote down. A bare pid proves nothing: pids are used again.
"""
