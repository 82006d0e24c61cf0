"""Rules of a delivery: states and their moves, outcomes, retry, policy for languages that are not ready."""
