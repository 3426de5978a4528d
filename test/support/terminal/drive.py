"""Runs a program at a terminal of its own: argv is a JSON list of [wait for this, then type this], then the command.

Standard input and error of the program are the terminal, standard output is a pipe. Prints one JSON object with what
was on either, the exit code, and whether the terminal was left in its usual mode.
"""

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time

exchange = json.loads(sys.argv[1])
master, slave = pty.openpty()
termios.tcsetwinsize(slave, (24, 60))
before = termios.tcgetattr(slave)
program = subprocess.Popen(sys.argv[2:], stdin=slave, stderr=slave, stdout=subprocess.PIPE, start_new_session=True)
screen = b""
seen = 0
keys = ""
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    if select.select([master], [], [], 0.02)[0]:
        screen += os.read(master, 65536)
    elif program.poll() is not None:
        break
    if exchange and exchange[0][0].encode() in screen[seen:]:
        wanted, keys = exchange.pop(0)
        seen = screen.index(wanted.encode(), seen) + len(wanted)
        if keys == "hang up":
            os.close(master)
            break
        os.write(master, keys.encode())
try:
    code = program.wait(timeout=max(0.1, deadline - time.monotonic()))
except subprocess.TimeoutExpired:
    program.kill()
    code = "hung"
print(
    json.dumps(
        {
            "stdout": program.stdout.read().decode(),
            "screen": screen.decode(errors="replace"),
            "code": code,
            "restored": termios.tcgetattr(slave) == before if keys != "hang up" else None,
        }
    )
)
