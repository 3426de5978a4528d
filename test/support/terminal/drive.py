"""Runs a program at a terminal of its own: argv is a JSON object with the size and a list of [wait for this, then do this],
then the command.

What is done is typed, unless it begins with "!": "!hang up", "!resize COLUMNS ROWS", "!signal NAME", "!touch FILE", and
"!suspend", after which a shell seems to have said a line and continued the program.

Standard input and error of the program are the terminal, standard output is a pipe unless "all" is asked for. Prints one JSON
object with what was on either, in parts between which the terminal changed its size, the exit code, and whether the terminal
was left in its usual mode.
"""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

asked = json.loads(sys.argv[1])
exchange = asked["exchange"]
columns, rows = asked["size"]
master, slave = pty.openpty()
termios.tcsetwinsize(slave, (rows, columns))
before = termios.tcgetattr(slave)
program = subprocess.Popen(
    sys.argv[2:],
    stdin=slave,
    stderr=slave,
    stdout=slave if asked["all"] else subprocess.PIPE,
    start_new_session=True,
)
parts = [{"size": [columns, rows], "text": b""}]
screen = b""
seen = 0
hung_up = False
# For a program that hangs; a slow machine takes less.
deadline = time.monotonic() + 120


def read_more(wait):
    if select.select([master], [], [], wait)[0]:
        show(os.read(master, 65536))


def show(got):
    global screen
    screen += got
    parts[-1]["text"] += got


def read_all():
    """What the program has written until now. What is read lags behind, so a mark is written after it."""
    mark = b"\x1e"
    os.write(slave, mark)
    got = b""
    while mark not in got:
        got += os.read(master, 65536)
    show(got.replace(mark, b""))


def has_stopped():
    return os.waitid(os.P_PID, program.pid, os.WSTOPPED | os.WNOWAIT | os.WNOHANG) is not None


def do(what):
    global hung_up
    name, *words = what[1:].split(" ") if what.startswith("!") else [""]
    if name == "hang":
        hung_up = True
        os.close(master)
    elif name == "resize":
        size = [int(word) for word in words]
        read_all()
        parts.append({"size": size, "text": b""})
        termios.tcsetwinsize(slave, (size[1], size[0]))
        program.send_signal(signal.SIGWINCH)
    elif name == "signal":
        program.send_signal(getattr(signal, words[0]))
    elif name == "touch":
        open(words[0], "w").close()
    elif name == "suspend":
        program.send_signal(signal.SIGTSTP)
        # It may still be writing: nobody would read that meanwhile, and a full terminal would hold it up for ever.
        while time.monotonic() < deadline and not has_stopped():
            read_more(0.02)
        os.write(slave, b"$ shell\r\n")
        program.send_signal(signal.SIGCONT)
    else:
        os.write(master, what.encode())


while time.monotonic() < deadline and not hung_up:
    if program.poll() is not None:
        read_all()
        break
    read_more(0.02)
    if exchange and exchange[0][0].encode() in screen[seen:]:
        wanted, what = exchange.pop(0)
        seen = screen.index(wanted.encode(), seen) + len(wanted)
        do(what)
try:
    code = program.wait(timeout=max(0.1, deadline - time.monotonic()))
except subprocess.TimeoutExpired:
    program.kill()
    code = "hung"
print(
    json.dumps(
        {
            "stdout": "" if asked["all"] else program.stdout.read().decode(),
            "screen": screen.decode(errors="replace"),
            "parts": [{**part, "text": part["text"].decode(errors="replace")} for part in parts],
            "code": code,
            "restored": None if hung_up else termios.tcgetattr(slave) == before,
        }
    )
)
