"""Take-over: micro-credentials already under way come in from a spreadsheet, or one by one."""
