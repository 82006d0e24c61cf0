"""What authoring hands to sending: frozen, typed, content-addressed."""
