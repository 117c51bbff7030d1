"""Runs middleware hooks: the functions `before`, `after`, `error`, `timeout` and `flush` of a file or of a call."""

import importlib.util
import json
import os
import sys

from ._context import Context
from ._errors import RuntimeFault, error_body
from ._handler import import_user_code
from ._json import JSON_TYPE, to_json
from ._worker import Worker

HOOKS = ("before", "after", "error", "timeout", "flush")
_MAY_RESPOND = ("before", "error", "timeout")


class Answer:
    """What `context.respond()` and `context.replace()` return."""

    def __init__(self, action, value, content_type):
        self.action = action
        self.value = value
        self.content_type = content_type


class HookContext(Context):
    """The context of a hook: what functions know, then what the hook may answer."""

    def __init__(self, worker, header):
        super().__init__(worker, header)
        self.hook = header["hook"]
        self.content_type = header.get("context", {}).get("contentType")
        self.stage = header.get("stage")
        self.elapsed_ms = header.get("elapsedMs")

    def respond(self, value, content_type=None):
        """Return this to answer the invocation now."""
        return Answer("respond", value, content_type)

    def replace(self, value, content_type=None):
        """Return this to replace the body; needed only for `None` and for a content type."""
        return Answer("replace", value, content_type)


class MiddlewareRole:
    """The role of a middleware on the protocol."""

    def __init__(self, given):
        self._functions = {name: given[name] for name in HOOKS if given.get(name) is not None}
        self.hooks = list(self._functions)
        mistaken = next((name for name, function in self._functions.items() if not callable(function)), None)
        if mistaken or not self.hooks:
            problem = f"`{mistaken}` is not callable" if mistaken else f"there is none of {', '.join(HOOKS)}"
            raise RuntimeFault("Runtime.HandlerNotFound", f"cannot find hooks: {problem}")
        self.no_body = self._names("no_body", given.get("no_body") or ())
        raw = given.get("raw") or ()
        self._raw = self.hooks if raw is True else self._names("raw", raw)
        self.shutdown = given.get("shutdown")

    def call(self, worker, header, body):
        hook = header["hook"]
        context = HookContext(worker, header)
        arguments = [context]
        if hook != "flush":
            arguments.insert(0, body if hook in self._raw else _parse(body))
        value = worker.run_user_code(self._functions[hook], *arguments)
        return _answer(hook, value)

    def _names(self, option, names):
        stranger = next((name for name in names if name not in self.hooks), None)
        if stranger is not None:
            raise TypeError(f"cannot use {option}: {stranger!r} is not one of its hooks ({', '.join(self.hooks)})")
        return list(names)


def middleware(*, before=None, after=None, error=None, timeout=None, flush=None, no_body=(), raw=(), shutdown=None):
    """Serves these hooks until the supervisor ends the process. Call it once, in the main thread."""
    given = dict(locals())
    Worker().run(lambda: MiddlewareRole(given))


def load_middleware(file):
    """The role of the hooks that the module `file` defines."""
    path = os.path.abspath(file)
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))

    def load():
        if not os.path.isfile(path):
            raise ImportError(f"there is no file {path}")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    return MiddlewareRole(vars(import_user_code(file, load)))


def _parse(body):
    """JSON where it is JSON, else the bytes; None where there is no body."""
    if not body:
        return None
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError):
        return body


def _answer(hook, value):
    if value is None or hook == "flush":
        return "continue", None, b""
    if not isinstance(value, Answer):
        value = Answer("respond" if hook == "timeout" else "replace", value, None)
    if (hook not in _MAY_RESPOND) if value.action == "respond" else (hook == "timeout"):
        raise TypeError(f"cannot {value.action} in the hook `{hook}`")
    if isinstance(value.value, (bytes, bytearray, memoryview)):
        return value.action, value.content_type, bytes(value.value)
    body = error_body(value.value) if isinstance(value.value, BaseException) else to_json(value.value)
    return value.action, value.content_type or JSON_TYPE, body
