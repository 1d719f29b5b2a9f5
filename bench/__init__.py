"""Measures the figures of the design (section 12): `python -m bench`, or `dev.py bench`.

Every figure stands beside a bare control that is measured in the same run, in interleaved
rounds. A shared machine drifts by tens of percent from run to run: trust the ratios, not the
milliseconds. Timings live here only, never as assertions in a test.
"""
