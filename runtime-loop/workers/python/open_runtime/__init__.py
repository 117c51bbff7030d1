"""Worker kit for Python: runs handlers and middleware over the worker protocol.

`python3 -m open_runtime handler` runs the function that `_HANDLER` names, `python3 -m open_runtime middleware FILE` the
hooks that FILE defines. A program of its own may call `middleware(before=…, after=…)` instead.
"""

from ._errors import InvocationCancelled
from ._middleware import middleware

__all__ = ["InvocationCancelled", "middleware"]
