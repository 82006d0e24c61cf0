"""From a newsroom's files to a localised edition: articles, messages, catalogues. No IO."""
