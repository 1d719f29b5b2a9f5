"""Programs that write side by side as processes of their own, and are killed while they do."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys

NURSERY = """
import os, sys
print("ready", flush=True)
for line in sys.stdin:
    children = []
    for job in line.rstrip("\\n").split("\\x1f"):
        child = os.fork()
        if not child:
            work(*job.split("\\t"))
        children.append(child)
    os.write(1, b"pid %d\\n" % children[0])
    for child in children:
        os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


class Nursery:
    """Imports the program once, then forks a writer for each job.

    A writer runs the function `work` of the text given; it acknowledges what it wrote with
    `os.write(1, …)`, a line for each.
    """

    def __init__(self, work: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", work + NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._line() == "ready"

    def run(
        self, *jobs: tuple, pause: float | None = None, once_at_work: bool = False
    ) -> list[str]:
        """Run writers side by side to their end; return what they acknowledged.

        With a pause, the first is killed behind it: from where it is forked on, or only once it
        has acknowledged something.
        """
        lines = "\x1f".join("\t".join(map(str, job)) for job in jobs)
        self.process.stdin.write(f"{lines}\n".encode())
        self.process.stdin.flush()
        told: list[str] = []
        pid, is_killed = 0, pause is None
        while (said := self._line()) != "dead":
            assert said, "the writers went away"
            is_told = not said.startswith("pid ")
            if is_told:
                told.append(said)
            else:
                pid = int(said.removeprefix("pid "))
            if pid and not is_killed and (is_told or not once_at_work):
                self._wait(pause)
                os.kill(pid, signal.SIGKILL)
                is_killed = True
        return told

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def _line(self) -> str:
        return self.process.stdout.readline().decode().strip()

    @staticmethod
    def _wait(seconds: float) -> None:
        """Wait on a pipe that nothing is written to: any moment may be the one."""
        reading, writing = os.pipe()
        select.select([reading], [], [], seconds)
        os.close(reading)
        os.close(writing)
