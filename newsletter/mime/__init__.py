"""The bytes of a mail: headers, encoding, personal values, signed links."""
