"""From a localised edition to the bytes of one mail: markup, compile, personalise, envelope. No IO."""
