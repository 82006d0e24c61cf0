"""SQL, and nowhere else: one small function a statement; the caller owns the transaction."""
