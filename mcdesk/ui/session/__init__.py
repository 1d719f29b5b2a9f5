"""A signing session: print what waits for one person, then record what was decided on paper."""
