"""The emulator as a process of its own, as the local cloud starts it."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECONDS_TO_START = 30

# The patched ones have to be there.
SERVED = ["acm", "ec2", "ecr", "ecs", "elasticache", "elasticfilesystem", "elasticloadbalancing"]
SERVED += ["iam", "kms", "logs", "monitoring", "s3", "sns"]


@contextlib.contextmanager
def running_emulator(*options):
    """Yields a function that asks it (method, path, headers, body -> status, text), and its pid."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "emulator.sock")
        command = [sys.executable, "emulator.py", "--socket", path, "--services", ",".join(SERVED), *options]
        process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _await_health(path, process)
            yield lambda *request: _ask(path, *request), process.pid
        finally:
            process.terminate()
            process.communicate(timeout=10)


def _await_health(path, process):
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(process.stderr.read().decode())
        with contextlib.suppress(OSError):
            if _ask(path, "GET", "/_ministack/health")[0] == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"the emulator did not answer within {SECONDS_TO_START} s")


def _ask(path, method, target, headers=None, body=None):
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    with contextlib.closing(connection):
        connection.sock.connect(path)
        connection.request(method, target, body if body is None else json.dumps(body), headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
