"""MC Desk: a desktop for the 14-stage development of micro-credentials."""
