"""Keeps one imported `ax` and runs each command in a forked copy of it.

Started by ax-gitops under the interpreter of the user's own ax, with the launcher's path and the
largest number of bytes that a command may print as arguments. Requests
come as JSON lines on standard input, answers go as JSON lines to standard output; the first line out says whether this
works here. A forked child runs the launcher's own code with its own arguments and standard streams, so that what comes
back is what a plain `ax` gives. Standard library only.
"""

import atexit
import base64
import contextlib
import gc
import json
import os
import resource
import selectors
import signal
import sys
import threading
import time
import traceback
import types

# Nothing is left beside this file, which may be someone else's folder.
writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
from warm_put_off import all_but, import_clients
from warm_validators import build_for, build_validators, validators_when_needed

sys.dont_write_bytecode = writes

# The modules of the commands that ax-gitops runs; the parts of Arize's SDK that they ask are called so as well.
USED = ("users", "organizations", "spaces", "roles", "role_bindings", "resource_restrictions", "projects", "api_keys")
# Given to this program by itself: everything is imported.
WHOLE = "whole"
# After the parent is gone: how long commands that it began may take to end by themselves.
GRACE_SECONDS = 3.0
# Between asking a cancelled command to end and ending it.
PATIENCE_SECONDS = 1.0
CHUNK = 1 << 16
# What one command may use: many times what the largest page of answers takes.
MEMORY_LIMIT = 768 << 20


def main():
    launcher, limit, is_whole = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == [WHOLE]
    # The channel is moved out of the way, so that nothing that ax prints at import can get into it.
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    # numpy's linear algebra, which ax imports and does not use, would start a thread per core of its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Next to nothing of an import is garbage, and looking for it takes a quarter of the time.
    gc.disable()
    try:
        program = prepare(launcher, is_whole)
    except BaseException as error:
        if not is_whole:
            begin_anew(requests, answers)
        say(answers, {"unusable": "".join(traceback.format_exception_only(type(error), error)).strip()})
        return
    if threading.active_count() > 1:
        say(answers, {"unusable": "importing ax starts threads, which a fork would lose"})
        return
    gc.freeze()
    gc.enable()
    say(answers, {"ready": os.getpid()})
    Server(requests, answers, program, limit).serve()


def prepare(launcher, is_whole):
    """Does once what every start of ax does: imports it and builds its commands."""
    with open(launcher, encoding="utf-8") as file:
        code = compile(file.read(), launcher, "exec")
    # As if the launcher were the program: Python puts the program's folder first.
    sys.path[0] = os.path.dirname(os.path.abspath(launcher))
    with contextlib.nullcontext() if is_whole else all_but(USED), validators_when_needed():
        import typer.main
        from ax.cli import app

        import_clients(USED)
    build_validators(USED)

    command = typer.main.get_command(app)
    build = typer.main.get_command
    typer.main.get_command = lambda instance: command if instance is app else build(instance)
    return Program(launcher, code, command, is_whole)


def begin_anew(requests, answers):
    """With nothing put off: something was not as warm_put_off.py expects it."""
    os.dup2(requests, 0)
    os.dup2(answers, 1)
    os.execv(sys.executable, [sys.executable, *sys.argv, WHOLE])


def say(fd, message):
    data = (json.dumps(message) + "\n").encode()
    while data:
        data = data[os.write(fd, data) :]


class Command:
    def __init__(self, ident, pid, out, err):
        self.ident, self.pid = ident, pid
        self.streams = {out: [], err: []}
        self.open = {out, err}
        self.out, self.err = out, err
        self.printed = 0
        self.kill_at = None


class Server:
    def __init__(self, requests, answers, program, limit):
        self.requests, self.answers, self.program = requests, answers, program
        self.limit = limit
        self.selector = selectors.DefaultSelector()
        self.selector.register(requests, selectors.EVENT_READ, None)
        self.commands = {}
        self.buffer = b""
        self.leave_at = None

    def serve(self):
        while self.leave_at is None or (self.commands and time.monotonic() < self.leave_at):
            for key, _ in self.selector.select(self.next_deadline()):
                if key.data is None:
                    self.read_requests()
                else:
                    self.read_output(key.fd, key.data)
            self.kill_overdue()
        for command in list(self.commands.values()):
            end(command.pid, signal.SIGKILL)

    def next_deadline(self):
        deadlines = [c.kill_at for c in self.commands.values() if c.kill_at is not None]
        if self.leave_at is not None:
            deadlines.append(self.leave_at)
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def read_requests(self):
        try:
            data = os.read(self.requests, CHUNK)
        except OSError:
            data = b""
        if not data:
            # The parent is gone: what it began may end, nothing new begins.
            self.selector.unregister(self.requests)
            self.leave_at = time.monotonic() + GRACE_SECONDS
            return
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            request = json.loads(line)
            if "cancel" in request:
                self.cancel(request["cancel"])
            else:
                self.start(request["id"], request["args"])

    def start(self, ident, args):
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        self.program.get_ready(args)
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.dup2(out_write, 1)
            os.dup2(err_write, 2)
            for fd in (self.requests, self.answers, out_read, err_read, out_write, err_write):
                os.close(fd)
            for other in self.commands.values():
                for fd in other.open:
                    os.close(fd)
            limit_memory()
            self.program.run(args)
        os.close(out_write)
        os.close(err_write)
        command = Command(ident, pid, out_read, err_read)
        self.commands[ident] = command
        for fd in (out_read, err_read):
            self.selector.register(fd, selectors.EVENT_READ, command)

    def read_output(self, fd, command):
        data = os.read(fd, CHUNK)
        if data:
            command.printed += len(data)
            if command.printed <= self.limit:
                command.streams[fd].append(data)
            else:
                end(command.pid, signal.SIGKILL)
            return
        self.selector.unregister(fd)
        os.close(fd)
        command.open.discard(fd)
        if not command.open:
            self.finish(command)

    def finish(self, command):
        _, status = os.waitpid(command.pid, 0)
        del self.commands[command.ident]
        ended = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"code": os.WEXITSTATUS(status)}
        answer = {"id": command.ident, **ended}
        if command.printed > self.limit:
            answer["tooMuch"] = True
            command.streams = {command.out: [], command.err: []}
        for name, fd in (("out", command.out), ("err", command.err)):
            answer[name] = base64.b64encode(b"".join(command.streams[fd])).decode()
        if self.leave_at is None:
            say(self.answers, answer)

    def cancel(self, ident):
        command = self.commands.get(ident)
        if command is not None:
            end(command.pid, signal.SIGTERM)
            command.kill_at = time.monotonic() + PATIENCE_SECONDS

    def kill_overdue(self):
        for command in self.commands.values():
            if command.kill_at is not None and time.monotonic() >= command.kill_at:
                end(command.pid, signal.SIGKILL)
                command.kill_at = time.monotonic() + PATIENCE_SECONDS


def limit_memory():
    """A small answer can unpack into one without end, which ax would hold in memory. Not every system keeps to it."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    except (OSError, ValueError):
        pass


def end(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


class Program:
    """ax as it was prepared; a whole one has all of its commands."""

    def __init__(self, launcher, code, command, is_whole):
        self.launcher, self.code, self.command, self.is_whole = launcher, code, command, is_whole
        self.known = set()

    def get_ready(self, args):
        """In the parent, before a command runs: what all later ones of the same name can use is done once."""
        name = tuple(args[:2])
        if name not in self.known:
            self.known.add(name)
            build_for(self.command, args)

    def run(self, args):
        """In the child: the launcher as the main program, to its end. Never returns."""
        if not self.is_whole and not (args and (args[0] == "--version" or args[0] in self.command.commands)):
            # One that was put off: a plain start, to the letter.
            os.execv(sys.executable, [sys.executable, self.launcher, *args])
        status = 1
        try:
            main_module = types.ModuleType("__main__")
            main_module.__file__ = self.launcher
            sys.modules["__main__"] = main_module
            sys.argv = [self.launcher, *args]
            status = run_to_exit(self.code, main_module.__dict__)
            threading._shutdown()
            atexit._run_exitfuncs()
        finally:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except Exception:
                    pass
            os._exit(status)


def run_to_exit(code, namespace):
    """The exit code that Python itself would end with."""
    try:
        exec(code, namespace)
    except SystemExit as ended:
        if ended.code is None:
            return 0
        if isinstance(ended.code, int):
            return ended.code & 0xFF
        print(ended.code, file=sys.stderr)
        return 1
    except BaseException as error:
        # Without this file's own frame, which a plain ax does not have.
        shown = error.with_traceback(error.__traceback__.tb_next)
        sys.excepthook(type(shown), shown, shown.__traceback__)
        return 1
    return 0


if __name__ == "__main__":
    main()
