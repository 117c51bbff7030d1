"""The supervisor's side of the protocol, just enough to test a worker: real processes, real pipes, bounded waits."""

import json
import os
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import unittest

KIT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WAIT_SECONDS = 60


def encode(header, body=b""):
    head = json.dumps(header).encode()
    return struct.pack(">II", len(head), len(body)) + head + body


class Frame:
    def __init__(self, header, body):
        self.header = header
        self.body = body

    def json(self):
        return json.loads(self.body)


class WorkerProcess:
    """A worker under test."""

    def __init__(self, command, cwd, env):
        self._stderr = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env={"PATH": os.environ["PATH"], **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )
        self._watchdog = threading.Timer(WAIT_SECONDS, self._process.kill)
        self._watchdog.start()
        self._last_id = 0
        self.notes = []

    def close(self):
        self._watchdog.cancel()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass
        self._stderr.close()

    @property
    def pid(self):
        return self._process.pid

    def write(self, data):
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def send(self, header, body=b""):
        self.write(encode(header, body))

    def frame(self):
        """The next frame, notes included; None once the worker has ended."""
        prefix = self._process.stdout.read(8)
        if len(prefix) < 8:
            return None
        header_length, body_length = struct.unpack(">II", prefix)
        header = json.loads(self._process.stdout.read(header_length))
        return Frame(header, self._process.stdout.read(body_length))

    def next(self, kind):
        """The next frame of this type; notes that come before it are kept in `notes`."""
        while True:
            frame = self.frame()
            if frame is None:
                raise AssertionError(f"ended with {self.ended()} before `{kind}`; stderr: {self.stderr()}")
            if frame.header["type"] == kind:
                return frame
            self.notes.append(frame.header)

    def ready(self):
        return self.next("ready").header

    def call(self, hook, body=None, context=None, **members):
        """Sends an invoke frame and returns its id. A body of bytes goes as it is."""
        self._last_id += 1
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        header = {"type": "invoke", "id": self._last_id, "hook": hook, "deadlineMs": in_ms(WAIT_SECONDS * 1000)}
        self.send({**header, "context": {"requestId": "r-1", **(context or {})}, **members}, data)
        return self._last_id

    def invoke(self, hook, body=None, context=None, **members):
        """Sends an invoke frame and waits for its result."""
        call_id = self.call(hook, body, context, **members)
        result = self.next("result")
        assert result.header["id"] == call_id, result.header
        return result

    def cancel(self, call_id):
        self.send({"type": "cancel", "id": call_id, "deadlineMs": in_ms(100)})

    def end_input(self):
        self._process.stdin.close()

    def ended(self):
        return self._process.wait(WAIT_SECONDS)

    def stderr(self):
        self._stderr.seek(0)
        return self._stderr.read().decode()


class WorkerTest(unittest.TestCase):
    """Starts workers in folders of their own; ends and removes both after the test."""

    maxDiff = None

    def folder(self, files):
        root = tempfile.mkdtemp(prefix="open-runtime-python-")
        self.addCleanup(shutil.rmtree, root)
        for name, text in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return root

    def start(self, command, files, env):
        worker = WorkerProcess(command, self.folder(files), env)
        self.addCleanup(worker.close)
        return worker

    def start_handler(self, source, handler="index.handler", files=None, env=None, command=None):
        command = command or [os.path.join(KIT, "handler")]
        return self.start(command, {"index.py": source, **(files or {})}, {"_HANDLER": handler, **(env or {})})

    def start_middleware(self, source, command=None):
        command = command or [os.path.join(KIT, "middleware"), "mw.py"]
        return self.start(command, {"mw.py": source}, {"PYTHONPATH": KIT})


def in_ms(milliseconds):
    return int(time.time() * 1000) + milliseconds
