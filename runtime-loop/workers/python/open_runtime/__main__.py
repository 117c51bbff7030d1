"""`python3 -m open_runtime handler` and `python3 -m open_runtime middleware FILE`."""

import os
import sys

from ._handler import load_handler, task_root
from ._middleware import load_middleware
from ._worker import Worker

_KIT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _main(arguments):
    # User code must see its own modules only: the kit is loaded by now.
    sys.path[:] = [entry for entry in sys.path[1:] if os.path.abspath(entry) != _KIT]
    if arguments == ["handler"]:
        Worker().run(lambda: load_handler(os.environ.get("_HANDLER", ""), task_root()))
    elif len(arguments) == 2 and arguments[0] == "middleware":
        Worker().run(lambda: load_middleware(arguments[1]))
    else:
        sys.exit("cannot start: give `handler`, or `middleware FILE`")


if __name__ == "__main__":
    _main(sys.argv[1:])
