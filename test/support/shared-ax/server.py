"""Imports what ax needs once, and forks the processes of tests from that.

Nearly all of the seconds that ax takes to start go into packages of others (pandas, pyarrow, pydantic). They are imported
here, when the first process asks for them; ax itself is not: each process imports it anew, with its own environment, and
runs from its first line to its end. So what tests see is the real ax, some seconds earlier.
"""

import atexit
import gc
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
import time
import traceback


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(128)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda *_: None)

    clients = {}  # by the process that runs for each
    selector = selectors.DefaultSelector()
    for source in (0, listener, wake_read):
        selector.register(source, selectors.EVENT_READ)
    is_loaded = False
    while True:
        for key, _ in selector.select():
            if key.fileobj == 0:
                # The tests are over.
                for pid in clients:
                    end(pid)
                return
            if key.fileobj is listener:
                if not is_loaded:
                    preload()
                    is_loaded = True
                client, _ = listener.accept()
                pid = start(client)
                if pid is None:
                    client.close()
                    continue
                clients[pid] = client
                selector.register(client, selectors.EVENT_READ, pid)
            elif key.fileobj == wake_read:
                os.read(wake_read, 4096)
                reap(clients, selector)
            elif clients.get(key.data) is key.fileobj:
                # It says nothing after its request: this is its end.
                selector.unregister(key.fileobj)
                end(key.data)


def preload():
    # Next to nothing of an import is garbage, and looking for it takes a quarter of the time.
    gc.disable()
    import ax.cli  # noqa: F401

    for name in [name for name in sys.modules if name == "ax" or name.startswith("ax.")]:
        del sys.modules[name]
    gc.freeze()
    gc.enable()


def start(client):
    """Forks the process that a client asks for, or returns None where the client was killed before it had asked."""
    fds = []
    try:
        header, fds, _, _ = socket.recv_fds(client, 8, 3)
        body = received(client, int.from_bytes(header, "big")) if len(header) == 8 else None
        if body is None:
            return None
        pid = os.fork()
        if pid == 0:
            become(body, fds)
        tell(client, pid)
        return pid
    except OSError:
        return None
    finally:
        for fd in fds:
            os.close(fd)


def tell(client, number):
    try:
        client.sendall(number.to_bytes(4, "big"))
    except OSError:
        # It was killed: whoever waits for what it says sees its end.
        pass


def received(client, size):
    body = b""
    while len(body) < size:
        more = client.recv(size - len(body))
        if not more:
            return None
        body += more
    return body


def reap(clients, selector):
    while clients:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        client = clients.pop(pid)
        try:
            selector.unregister(client)
        except KeyError:
            pass
        tell(client, status)
        client.close()


def end(pid):
    # A process that has only just been forked leads no group yet; it is still to be waited for, so the number is its own.
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def become(body, fds):
    """Goes on as the process that asked, with its arguments, environment, folder and streams. Never returns."""
    status = 1
    try:
        request = json.loads(body)
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, fd in enumerate(fds):
            os.dup2(fd, number)
        os.closerange(3, 4096)
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        sys.argv = request["argv"]
        sys.executable = request["executable"]
        sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
        status = run(sys.argv[0])
        threading._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
        os._exit(status)


def run(script):
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as ended:
        if ended.code is None:
            return 0
        if isinstance(ended.code, int):
            return ended.code & 0xFF
        print(ended.code, file=sys.stderr)
        return 1
    return 0


main()
