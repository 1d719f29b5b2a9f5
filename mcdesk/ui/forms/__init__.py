"""The form editor: one form of a card, section by section, saved as it is typed.

Pure parts (values, pasting, drafts, fold) know no widget; `session.py` is the only
place that sends commands; widgets show what the session holds and tell it what was typed.
"""
