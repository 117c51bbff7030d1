"""Speaks the worker protocol: one call at a time, in the main thread."""

import fcntl
import logging
import os
import select
import signal
import sys
import threading
import traceback
from collections import deque

from ._errors import InvocationCancelled, error_body
from ._frames import FrameReader, encode_header, encode_result, write_frame
from ._output import NoteHandler, NoteStream
from ._stack import offer, send_stack

_MAX_PROGRESS = 1_000


def _descriptors():
    """The two descriptors of the protocol, with 0, 1 and 2 made safe for user code and its children."""
    given = os.environ.pop("OPEN_RUNTIME_FDS", None)
    if given:
        reading, writing = map(int, given.split(","))
        os.set_inheritable(reading, False)
        os.set_inheritable(writing, False)
        return reading, writing
    reading, writing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return reading, writing


class _Shield:
    """Holds a cancel back while the kit's own code runs in the midst of user code (a print); re-entrant."""

    def __init__(self, worker):
        self._worker = worker
        self._main = threading.get_ident()
        self.depth = 0

    def __enter__(self):
        if threading.get_ident() == self._main:
            self.depth += 1

    def __exit__(self, *_):
        if threading.get_ident() == self._main:
            self.depth -= 1
            if self.depth == 0 and self._worker.due:
                self._worker.hear()


class Worker:
    """
    Reads frames in the main thread; while user code runs, the kernel signals SIGIO when input arrives, and the signal's
    handler looks for a `cancel`. So hearing it costs no second thread and no hand-off.
    """

    def __init__(self):
        self._reading, self._writing = _descriptors()
        sys.stdout.reconfigure(line_buffering=True)  # until `ready`, prints are lines on stderr
        self._reader = FrameReader(self._reading)
        self._frames = deque()  # read by the signal handler, not handled yet
        self._write_lock = threading.Lock()
        self._ready = False
        self._call_id = None  # of the call in flight
        self._armed = None  # id of the call whose user code runs now and may be cancelled
        self._cancel_callback = None
        self._strangers = set()
        self.shielded = _Shield(self)
        self.due = False  # input arrived while the shield was up
        self._poll = select.poll()
        self._poll.register(self._reading, select.POLLIN)
        self._quiet = fcntl.fcntl(self._reading, fcntl.F_GETFL) & ~os.O_ASYNC

    # --- the protocol -------------------------------------------------------------------------------------------------

    def run(self, load):
        """Loads a role by `load()`, says `ready`, and serves calls until the supervisor ends this process."""
        logging.getLogger().addHandler(NoteHandler(self))
        try:
            role = load()
        except Exception as error:
            self.send({"type": "failed"}, error_body(error))
            sys.exit(1)
        ready = {"type": "ready", "protocol": 1, "hooks": role.hooks, "concurrency": 1}
        if role.no_body:
            ready["noBody"] = role.no_body
        stack = offer()
        if stack is not None:
            ready["stack"] = stack
        signal.signal(signal.SIGIO, self._on_input)
        fcntl.fcntl(self._reading, fcntl.F_SETOWN, os.getpid())
        os.register_at_fork(after_in_child=self._leave)
        self.send(ready)
        self._ready = True
        sys.stdout = self._stdout = NoteStream(self, "info", sys.__stdout__)
        sys.stderr = self._stderr = NoteStream(self, "error", sys.__stderr__)
        while True:
            frame = self._frames.popleft() if self._frames else self._reader.read()
            if frame is None:
                os._exit(0)  # the supervisor is gone
            self._handle(role, *frame)

    def send(self, header, body=b""):
        self._write(encode_header(header), body)

    def _write(self, header, body):
        try:
            with self._write_lock:
                write_frame(self._writing, header, body)
        except BrokenPipeError:
            os._exit(0)

    def _handle(self, role, header, body):
        kind = header.get("type")
        if kind == "invoke":
            self._invoke(role, header, body)
        elif kind == "shutdown":
            self._shutdown(role, header)
        elif kind != "cancel" and kind not in self._strangers:  # here a cancel is too late: its call is answered
            self._strangers.add(kind)
            self.log("warn", f"ignoring frames of the unknown type {kind}")

    def _invoke(self, role, header, body):
        self._call_id = header["id"]
        sent = header.get("context", {})
        _set_trace_id(sent.get("traceId"))
        try:
            action, content_type, answer = role.call(self, header, body)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            action, content_type, answer = "fail", None, error_body(error, sent.get("requestId"))
        result = encode_result(self._call_id, action, content_type)
        self._stdout.flush()
        self._stderr.flush()
        self._call_id = None
        self._write(result, answer)

    def _shutdown(self, role, header):
        try:
            if role.shutdown is not None:
                role.shutdown(header.get("reason"), header.get("deadlineMs"))
        except Exception:
            self.log("error", "shutdown failed: " + traceback.format_exc())
        sys.exit(0)

    def _leave(self):
        """In a forked child: the protocol is the parent's alone, and prints are lines on stderr."""
        self._ready = False
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._reading, inheritable=False)
        os.dup2(nothing, self._writing, inheritable=False)
        os.close(nothing)

    # --- cancelling ---------------------------------------------------------------------------------------------------

    def run_user_code(self, function, *arguments):
        """Calls `function`; raises InvocationCancelled in it when the call in flight is cancelled."""
        self._cancel_callback = None
        self._armed = self._call_id
        try:
            fcntl.fcntl(self._reading, fcntl.F_SETFL, self._quiet | os.O_ASYNC)
            if self._poll.poll(0):  # came before the signal was switched on
                self.hear()
            return function(*arguments)
        finally:
            self._armed = None
            fcntl.fcntl(self._reading, fcntl.F_SETFL, self._quiet)

    def on_cancel(self, callback):
        self._cancel_callback = callback

    def _on_input(self, _signal, _frame):
        if self._armed is None:
            return  # the main loop reads for itself
        if self.shielded.depth:
            self.due = True
        else:
            self.hear()

    def hear(self):
        """Reads what has arrived; acts on a cancel of the call in flight and on the end, and keeps the rest."""
        cancelled = False
        with self.shielded:
            self.due = False
            while self._poll.poll(0):
                if not self._reader.fill():
                    os._exit(0)
                frame = self._reader.next_frame()
                while frame is not None:
                    header = frame[0]
                    if header.get("type") == "shutdown":
                        os._exit(0)
                    if header.get("type") == "cancel" and header.get("id") == self._call_id and self._armed is not None:
                        cancelled = True
                    else:
                        self._frames.append(frame)
                    frame = self._reader.next_frame()
            if cancelled:
                self._armed = None  # a call is cancelled once
                send_stack(self, self._call_id)
        if cancelled:
            if self._cancel_callback is None:
                raise InvocationCancelled("the call was cancelled: its time is up")
            self._cancel_callback()

    # --- notes --------------------------------------------------------------------------------------------------------

    def log(self, level, message, fields=None):
        if not self._ready:
            sys.__stderr__.write(message + "\n")
            return
        note = {"type": "log", "level": level, "message": message}
        if self._call_id is not None:
            note["id"] = self._call_id
        if fields:
            note["fields"] = fields
        try:
            self.send(note)
        except OverflowError:
            middle = len(message) // 2  # longer than a header may be: send it in parts
            self.log(level, message[:middle], fields)
            self.log(level, message[middle:], fields)

    def progress(self, note):
        with self.shielded:
            self.send({"type": "progress", "id": self._call_id, "note": str(note)[:_MAX_PROGRESS]})

    def metric(self, name, value, kind, unit, tags):
        measured = "values" if isinstance(value, (list, tuple)) else "value"
        default = "set" if isinstance(value, str) else "counter"
        note = {"type": "metric", "id": self._call_id, "name": str(name), "kind": kind or default, measured: value}
        if unit:
            note["unit"] = unit
        if tags:
            note["tags"] = tags
        with self.shielded:
            self.send(note)


def _set_trace_id(trace_id):
    if trace_id is not None:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    elif "_X_AMZN_TRACE_ID" in os.environ:
        del os.environ["_X_AMZN_TRACE_ID"]
