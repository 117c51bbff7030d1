"""Runs a function handler: `_HANDLER=module.function`, looked up in LAMBDA_TASK_ROOT or the working directory."""

import importlib
import os
import sys

from ._context import Context
from ._errors import RuntimeFault
from ._json import JSON_TYPE, event_from_json, to_json


class HandlerRole:
    """The role of a handler on the protocol."""

    hooks = ["handle"]
    no_body = []
    shutdown = None

    def __init__(self, handler):
        self._handler = handler

    def call(self, worker, header, body):
        event = event_from_json(body)
        result = worker.run_user_code(self._handler, event, Context(worker, header))
        return "respond", JSON_TYPE, to_json(result)


def load_handler(name, root):
    """The role of the function that `name` (`folder/module.function`) stands for, seen from `root`."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot or not module_name or not function_name:
        raise RuntimeFault(
            "Runtime.MalformedHandlerName",
            f"cannot read the handler name `{name}`: it must have the form module.function",
        )
    if module_name in sys.builtin_module_names:
        raise RuntimeFault(
            "Runtime.BuiltInModuleConflict", f"cannot use the module name `{module_name}`: it is one of Python's own"
        )
    sys.path.insert(0, root)
    module = import_user_code(module_name, lambda: importlib.import_module(module_name.replace("/", ".")))
    handler = getattr(module, function_name, None)
    if handler is None:
        raise RuntimeFault("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    if not callable(handler):
        raise RuntimeFault("Runtime.HandlerNotFound", f"Handler '{function_name}' of '{module_name}' is not callable")
    return HandlerRole(handler)


def import_user_code(name, load):
    """Calls `load`; what can't be imported becomes an error of the platform's types."""
    try:
        return load()
    except ImportError as error:
        raise RuntimeFault("Runtime.ImportModuleError", f"Unable to import module '{name}': {error}", error) from None
    except SyntaxError as error:
        raise RuntimeFault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {error}", error) from None


def task_root():
    return os.environ.get("LAMBDA_TASK_ROOT") or os.getcwd()
