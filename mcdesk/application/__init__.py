"""Handlers, merge, undo, read models and ports: what happens, without a toolkit or database."""
