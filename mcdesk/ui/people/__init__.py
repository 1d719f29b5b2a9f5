"""People: the directory with its offices and programmes, and what waits for oneself."""
