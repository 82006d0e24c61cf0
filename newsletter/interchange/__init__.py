"""Files that other tools write, read safely: CSV rows, XML, catalogues."""
