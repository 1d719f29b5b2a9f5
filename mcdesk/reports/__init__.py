"""Paper: sheets become PDFs. ReportLab is known here only; values come in, bytes go out."""
