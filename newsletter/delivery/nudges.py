"""What Celery carries: the names of its two tasks, and how long each may take. The rest is in the ledger."""

from newsletter.identifiers import WaveId

SEND_SLICE = "campaign.send_slice"
TICK = "campaign.tick"
SLICE_S = 30.0
"""How long one slice leases chunks."""

Nudges = dict[WaveId, int]
"""How many slices each wave could use: its free chunks."""
