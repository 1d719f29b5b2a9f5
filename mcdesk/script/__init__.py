"""The script face: verbs of the command line."""
