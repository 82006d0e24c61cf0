"""Identifiers of rows, each its own type, so that a wave's id cannot pass for a chunk's."""

from typing import NewType

MemberId = NewType("MemberId", int)
ListId = NewType("ListId", int)
RevisionId = NewType("RevisionId", int)
OccasionId = NewType("OccasionId", int)
"""A campaign or a notice: whatever gives a member at most one mail."""
EditionId = NewType("EditionId", int)
WaveId = NewType("WaveId", int)
ChunkId = NewType("ChunkId", int)
DeliveryId = NewType("DeliveryId", int)
