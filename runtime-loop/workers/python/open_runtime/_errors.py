"""How errors of user code are reported."""

import importlib
import json
import os
import traceback

OURS = (  # frames that show how user code was called or imported, and nothing of itself
    os.path.dirname(os.path.abspath(__file__)) + os.sep,
    os.path.dirname(importlib.__file__) + os.sep,
    "<frozen importlib",
)


class InvocationCancelled(BaseException):
    """Raised in the function when its call's time is up. Not an `Exception`: `except Exception` shouldn't catch it."""


class RuntimeFault(Exception):
    """An error of the runtime itself, of one of the platform's types such as `Runtime.HandlerNotFound`."""

    def __init__(self, error_type, message, cause=None):
        super().__init__(message)
        self.error_type = error_type
        self.cause = cause  # its stack trace is reported: the fault's own would only show the kit


def error_body(error, request_id=None):
    """The body that reports `error`: errorMessage, errorType, requestId, stackTrace without the kit's own frames."""
    fault = isinstance(error, RuntimeFault)
    report = {
        "errorMessage": str(error),
        "errorType": error.error_type if fault else type(error).__name__,
        "stackTrace": _stack(error.cause if fault else error),
    }
    if request_id is not None:
        report["requestId"] = request_id
    return json.dumps(report).encode()


def _stack(error):
    if error is None:
        return []
    if isinstance(error, SyntaxError):  # what has no frames: the place that can't be compiled
        return [f'  File "{error.filename}", line {error.lineno}\n    {(error.text or "").strip()}\n']
    frames = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([frame for frame in frames if not frame.filename.startswith(OURS)])
