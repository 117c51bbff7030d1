"""A worker without a kit, for what kits don't do: bare.py handler|middleware continue|replace.

A handler responds with the event, byte for byte. Middleware has the hooks before, after and error, and answers them with
`continue`, or with `replace` and the same bytes. Where the body is a JSON object with a member named as the worker and of
the form {HOOK: DEED}, it misbehaves in that hook instead.
"""

import json
import os
import signal
import struct
import sys
import time

source = os.fdopen(os.dup(0), "rb")
target = os.fdopen(os.dup(1), "wb", 0)
name = os.environ["OPEN_RUNTIME_NAME"]
role, action = sys.argv[1], sys.argv[2]
hooks = ["handle"] if role == "handler" else ["before", "after", "error"]
answered, pending = [], []


def write(data):
    view = memoryview(data)
    while view:
        view = view[target.write(view) :]


def send(header, body=b""):
    head = json.dumps(header).encode()
    write(struct.pack(">II", len(head), len(body)) + head + body)


def result(call, body, **more):
    hook = call["hook"]
    chosen = "respond" if hook == "handle" else action
    send({"type": "result", "id": call["id"], "action": chosen, **more}, b"" if chosen == "continue" else body)


def deed(hook, body):
    if b'"' + name.encode() + b'"' not in body:
        return None
    try:
        return json.loads(body)[name].get(hook)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def misbehave(what, call, body):
    if what == "crash":
        print("about to crash", file=sys.stderr, flush=True)
        os._exit(3)
    elif what == "exit0":
        os._exit(0)
    elif what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "hang":
        time.sleep(3600)
    elif what == "garbage":
        write(b"this is no frame\n")
    elif what == "long-header":
        write(struct.pack(">II", 65537, 0))
    elif what == "half-frame":
        write(struct.pack(">II", 100, 0) + b'{"type":"res')
        os._exit(3)
    elif what == "not-json":
        write(struct.pack(">II", 4, 0) + b"nope")
    elif what == "twice":
        result(call, body)
        result(call, b'"the second answer"')
    elif what == "again":
        result(call, body)
        answered.append(call["id"])  # and once more with the next call
    elif what == "late":
        pending.append((call, body))  # answered when it is cancelled
    elif what == "wrong-id":
        send({"type": "result", "id": call["id"] + 1000, "action": "respond"}, b'"not mine"')
        result(call, body)
    elif what == "unknown-action":
        send({"type": "result", "id": call["id"], "action": "explode"}, body)
    elif what == "wrong-action":
        send({"type": "result", "id": call["id"], "action": "continue" if role == "handler" else "frobnicate"}, body)
    elif what == "unknown-frame":
        send({"type": "weather", "sun": True}, b"ignored")
        result(call, body, colour="red")
    elif what == "too-large":
        send({"type": "result", "id": call["id"], "action": "respond" if role == "handler" else "replace"}, b"x" * 6291557)
    elif what == "mark":  # that it was here, and what it was told of a streamed response
        marked = json.loads(body)
        marked["marks"] = [*marked.get("marks", []), f"{call['hook']} {name}"]
        marked["streamed"] = call["context"].get("streamed")
        send({"type": "result", "id": call["id"], "action": "replace"}, json.dumps(marked).encode())
    elif what == "refuse":
        send({"type": "result", "id": call["id"], "action": "fail"}, b'{"errorType":"Refused"}')
    elif what == "close":
        os.close(target.fileno())
        os.close(1)
        time.sleep(3600)
    else:
        raise ValueError(what)


send({"type": "ready", "protocol": 1, "hooks": hooks, "concurrency": 1})
while len(prefix := source.read(8)) == 8:
    header_length, body_length = struct.unpack(">II", prefix)
    header = json.loads(source.read(header_length))
    content = source.read(body_length)
    if header["type"] == "shutdown":
        break
    if header["type"] == "cancel":
        for call, body in pending:
            result(call, b'"too late"')
        pending.clear()
    if header["type"] != "invoke":
        continue
    for old in answered:
        send({"type": "result", "id": old, "action": "respond" if role == "handler" else "replace"}, b'"once more"')
    answered.clear()
    wanted = deed(header["hook"], content)
    if wanted is None:
        result(header, content)
    else:
        misbehave(wanted, header, content)
