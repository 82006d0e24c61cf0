"""What Celery carries: the name of its one task, and how long it may take. The rest is in the ledger."""

from newsletter.identifiers import WaveId

SEND_SLICE = "campaign.send_slice"
SLICE_S = 30.0
"""How long one slice asks for work."""
TICK_EVERY_S = 5.0
"""How often due work is looked for, at least."""

Nudges = dict[WaveId, int]
"""How many slices each wave could use: its free chunks."""
