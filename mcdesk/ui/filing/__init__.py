"""Paper that comes back: scans are read, looked at, and filed with who signed."""
