"""Files that other tools write, read safely: rows of CSV, trees of XML."""
