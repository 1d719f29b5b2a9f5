"""The window: Qt Widgets only here; widgets issue commands and show read models."""
