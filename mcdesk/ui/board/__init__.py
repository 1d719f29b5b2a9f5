"""The board: fourteen columns of cards, their filters, the side panel and the moves."""
