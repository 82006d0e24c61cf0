"""Members, lists and consent: rules about people who may be written to. No IO."""
