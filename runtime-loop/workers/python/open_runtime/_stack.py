"""Where user code is, for the error of a call whose time is up."""

import os
import signal
import sys
import traceback

from ._errors import OURS

_MOST_LINES = 40
_FEW_LINES = 8
_MOST_CHARACTERS = 500
_NOT_SHOWN = (*OURS, "<frozen ")


def offer():
    """
    How this process shows its stack though it hears nothing, blocked in native code say: SIGUSR1 makes faulthandler write
    it to a file in memory. None where that can't be had, or where user code has a use for the signal.
    """
    try:
        if signal.getsignal(signal.SIGUSR1) != signal.SIG_DFL:
            return None
        import faulthandler

        descriptor = os.memfd_create("open-runtime-stack")
        faulthandler.register(signal.SIGUSR1, file=descriptor, all_threads=True)
    except (ImportError, AttributeError, OSError, ValueError):
        return None
    return {"signal": "USR1", "pid": os.getpid(), "fd": descriptor}


def send_stack(worker, call_id):
    """Sends the stack of the main thread and of the tasks that wait, without the kit's own frames, innermost call last."""
    lines = _lines(traceback.extract_stack(sys._getframe(1)))
    for task in _waiting_tasks():
        lines += [f"task {task.get_name()} waits:", *_lines(_frames(task.get_coro()))]
    lines = [line[:_MOST_CHARACTERS] for line in lines][-_MOST_LINES:]
    if not lines:
        return
    try:
        worker.send({"type": "stack", "id": call_id, "lines": lines})
    except OverflowError:
        worker.send({"type": "stack", "id": call_id, "lines": lines[-_FEW_LINES:]})


def _lines(frames):
    shown = [frame for frame in frames if not frame.filename.startswith(_NOT_SHOWN) and frame.name != "_run_code"]
    return [line for entry in traceback.format_list(shown) for line in entry.splitlines()]


def _waiting_tasks():
    asyncio = sys.modules.get("asyncio")
    try:
        running = asyncio and asyncio.current_task()
        return [task for task in asyncio.all_tasks() if task is not running] if asyncio else []
    except RuntimeError:  # no event loop runs in this thread
        return []


def _frames(coroutine):
    """Of a coroutine that is suspended, from the outside in."""
    summary = traceback.StackSummary()
    while getattr(coroutine, "cr_frame", None) is not None:
        frame = coroutine.cr_frame
        summary.append(traceback.FrameSummary(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        coroutine = coroutine.cr_await
    return summary
