"""Print preview: what a form looks like on paper, and from there to a printer or a file.

PDFs are made and drawn on the reading worker; widgets get finished pictures of pages.
"""
