"""Files in and out: spreadsheets are read into plain tables, tables become proposed commands.

What comes from outside is limited before it is parsed; library errors are translated here.
"""

import os

# Where lxml is installed openpyxl would read with it, past the limits that defusedxml sets.
os.environ["OPENPYXL_LXML"] = "False"
