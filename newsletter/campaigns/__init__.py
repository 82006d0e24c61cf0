"""Use cases of sending: plan, release, compose, dispatch, and say how far a campaign is."""
