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
import functools
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

# After the parent is gone: how long commands that it began may take to end by themselves.
GRACE_SECONDS = 3.0
# Between asking a cancelled command to end and ending it.
PATIENCE_SECONDS = 1.0
CHUNK = 1 << 16
# What one command may use: many times what the largest page of answers takes.
MEMORY_LIMIT = 768 << 20


def main():
    launcher, limit = sys.argv[1], int(sys.argv[2])
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
        code = prepare(launcher)
    except BaseException as error:
        say(answers, {"unusable": "".join(traceback.format_exception_only(type(error), error)).strip()})
        return
    if threading.active_count() > 1:
        say(answers, {"unusable": "importing ax starts threads, which a fork would lose"})
        return
    gc.freeze()
    gc.enable()
    say(answers, {"ready": os.getpid()})
    Server(requests, answers, launcher, code, limit).serve()


def prepare(launcher):
    """Does once what every start of ax does: imports it and builds its commands."""
    with open(launcher, encoding="utf-8") as file:
        code = compile(file.read(), launcher, "exec")
    # As if the launcher were the program: Python puts the program's folder first.
    sys.path[0] = os.path.dirname(os.path.abspath(launcher))
    with validators_when_needed():
        import typer.main
        from ax.cli import app
    with contextlib.suppress(Exception):
        build_validators()

    command = typer.main.get_command(app)
    build = typer.main.get_command
    typer.main.get_command = lambda instance: command if instance is app else build(instance)
    return code


# The parts of Arize's SDK that are asked here; of the others, most of the import is validators that nobody needs.
USED = ("users", "organizations", "spaces", "roles", "role_bindings", "resource_restrictions", "projects", "api_keys")


@contextlib.contextmanager
def validators_when_needed():
    """Meanwhile pydantic puts off what it builds for each class and function until it is first used, as its setting
    `defer_build` has it. Where pydantic is not as expected, everything is imported as it always is."""
    try:
        import pydantic

        defer = pydantic.ConfigDict(defer_build=True)
        config, decorate = pydantic.BaseModel.model_config, pydantic.validate_call
        pydantic.BaseModel.model_config = {**config, **defer}
        pydantic.validate_call = functools.partial(decorate, config=defer)
    except Exception:
        yield
        return
    try:
        yield
    finally:
        pydantic.BaseModel.model_config, pydantic.validate_call = config, decorate


def build_validators():
    """Builds once what every command would otherwise build for itself: the validators of what is sent and answered."""
    from pydantic import BaseModel

    seen = set()
    modules = [f"arize._generated.api_client.api.{name}_api" for name in USED]
    while modules:
        for model in list(vars(sys.modules[modules.pop()]).values()):
            if isinstance(model, type) and issubclass(model, BaseModel) and model not in seen:
                seen.add(model)
                modules.append(model.__module__)
                model.model_rebuild()


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
    def __init__(self, requests, answers, launcher, code, limit):
        self.requests, self.answers, self.launcher, self.code = requests, answers, launcher, code
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
            run(self.launcher, self.code, args)
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


def run(launcher, code, args):
    """In the child: the launcher as the main program, to its end. Never returns."""
    status = 1
    try:
        main_module = types.ModuleType("__main__")
        main_module.__file__ = launcher
        sys.modules["__main__"] = main_module
        sys.argv = [launcher, *args]
        status = run_to_exit(code, main_module.__dict__)
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
