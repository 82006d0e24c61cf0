"""Rules about members: who may be written to, and address files."""
