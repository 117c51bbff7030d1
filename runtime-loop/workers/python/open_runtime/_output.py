"""Sends what user code prints and logs as notes of the protocol."""

import io
import logging

_LEVELS = ((logging.CRITICAL, "fatal"), (logging.ERROR, "error"), (logging.WARNING, "warn"), (logging.INFO, "info"))


class NoteStream(io.TextIOBase):
    """Stands in for `sys.stdout` or `sys.stderr`: whole lines become notes. Bytes written to `buffer` go to stderr."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, worker, level, original):
        self._worker = worker
        self._level = level
        self._original = original
        self._unfinished = ""

    @property
    def buffer(self):
        return self._original.buffer

    def fileno(self):
        return self._original.fileno()

    def writable(self):
        return True

    def write(self, text):
        with self._worker.shielded:
            lines, newline, rest = text.rpartition("\n")
            if newline:
                lines, self._unfinished = self._unfinished + lines, rest
                self._worker.log(self._level, lines)
            else:
                self._unfinished += rest
        return len(text)

    def flush(self):
        with self._worker.shielded:
            if self._unfinished:
                line, self._unfinished = self._unfinished, ""
                self._worker.log(self._level, line)


class NoteHandler(logging.Handler):
    """Handler of the root logger: each record becomes one note of its own level."""

    def __init__(self, worker):
        super().__init__()
        self._worker = worker

    def handle(self, record):
        with self._worker.shielded:  # before the handler's lock is taken, or a cancel might leave it locked
            return super().handle(record)

    def emit(self, record):
        level = next((name for least, name in _LEVELS if record.levelno >= least), "debug")
        try:
            self._worker.log(level, self.format(record), {"logger": record.name})
        except Exception:
            self.handleError(record)
