"""The development guide (F1) as a page to read and to search."""
