"""Rules of a campaign: outcomes, the moves of a delivery, waves, chunks, pace. No IO."""
