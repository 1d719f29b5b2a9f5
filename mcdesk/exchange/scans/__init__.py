"""Paper that comes back: scans are read, told apart by the codes on their pages, and cut."""
