"""A worker that keeps to the protocol but for one deed: worker.py lengths|lines DEED."""

import json
import os
import struct
import sys
import time

source = os.fdopen(os.dup(0), "rb")
target = os.fdopen(os.dup(1), "wb", 0)
lines, deed = sys.argv[1] == "lines", sys.argv[2]
hooks = {"handler": ["handle"], "unknown-hook": ["before", "befor"], "both-roles": ["before", "handle"], "no-hooks": []}
ERROR = {"errorType": "Failure", "errorMessage": "on purpose", "stackTrace": []}


def write(data):
    view = memoryview(data)
    while view:
        view = view[target.write(view) :]


def send(header, body=b""):
    if lines:
        if body:
            header = {**header, "body": json.loads(body)}
        write(json.dumps(header).encode() + b"\n")
    else:
        head = json.dumps(header).encode()
        write(struct.pack(">II", len(head), len(body)) + head + body)


def receive():
    if lines:
        line = source.readline()
        return (json.loads(line), None) if line else None
    prefix = source.read(8)
    if len(prefix) < 8:
        return None
    head, body = struct.unpack(">II", prefix)
    return json.loads(source.read(head)), source.read(body)


def result(header, action="continue", body=b"", **more):
    send({"type": "result", "id": header["id"], "action": action, **more}, body)


def misbehave(header, body):
    """Whether the deed was instead of an answer."""
    if deed == "exit":
        print("about to exit", file=sys.stderr, flush=True)
        os._exit(3)
    elif deed == "second":
        result(header)
    elif deed == "late":
        time.sleep(max(0, header["deadlineMs"] / 1000 + 0.1 - time.time()))
    elif deed == "silent":
        return True
    elif deed == "wrong-id":
        result({"id": header["id"] + 1000})
        return True
    elif deed == "wrong-action":
        result(header, "respond")
        return True
    elif deed == "print":
        write(b"Hello, I am a print\n")
    elif deed == "raw-answer":
        write(b'"the answer"\n')
        return True
    elif deed == "long-header":
        send({"type": "log", "level": "info", "message": "x" * 70_000})
    elif deed == "half-frame":
        write(b'{"type":' if lines else b"\0\0\0\x40\0\0\0\0{")
        os._exit(0)
    elif deed == "not-json":
        write(b'{"type" nothing}\n' if lines else struct.pack(">II", 7, 0) + b"nothing")
    elif deed == "no-type":
        send({"kind": "result"})
    elif deed == "two-lines":
        write(b'{"type":"log",\n')
        write(json.dumps({"type": "log", "level": "info", "message": "x"}).encode() + b"\n")
    elif deed == "bad-base64":
        write(b'{"type":"result","id":%d,"action":"replace","bodyBase64":"!!"}\n' % header["id"])
        return True
    elif deed == "two-bodies":
        write(b'{"type":"weather","body":1,"bodyBase64":"MQ=="}\n')
    elif deed == "no-error":
        result(header, "fail", b'"it failed"')
        return True
    elif deed == "content-type":
        result(header, contentType=["text/plain"])
        return True
    elif deed == "too-large":
        result(header, "replace", b'"' + b"x" * 6_300_000 + b'"')
        return True
    elif deed == "bad-log":
        send({"type": "log", "level": "loud", "message": "x"})
    elif deed == "bad-progress":
        send({"type": "progress", "note": 7})
    elif deed == "bad-metric":
        send({"type": "metric", "name": "orders", "kind": "set", "value": 1})
    elif deed == "bad-stack":
        send({"type": "stack", "id": 1, "lines": "in main"})
    elif deed == "note-with-body":
        send({"type": "log", "level": "info", "message": "x"}, b"{}")
    elif deed == "ready-again":
        send({"type": "ready", "protocol": 1, "hooks": ["after"], "concurrency": 1})
    elif deed == "failed-late":
        send({"type": "failed"}, json.dumps(ERROR).encode())
    elif deed == "dies-of-binary" and body and b"\xff" in body:
        os._exit(4)
    elif deed == "exit-after-answer":
        result(header)
        os._exit(0)
    return False


def start():
    if deed == "banner":
        write(b"Welcome!\n(c) nobody\n")
    elif deed == "exit-at-once":
        sys.exit("no database")
    elif deed == "never-ready":
        sys.exit(0)
    elif deed in ("failed", "failed-0"):
        send({"type": "failed"}, json.dumps(ERROR).encode())
        sys.exit(1 if deed == "failed" else 0)
    elif deed == "failed-empty":
        send({"type": "failed"})
        sys.exit(1)
    elif deed == "early-log":
        send({"type": "log", "level": "info", "message": "loading"})
    elif deed == "early-result":
        result({"id": 1})
    ready = {"type": "ready", "protocol": 2 if deed == "protocol" else 1, "hooks": hooks.get(deed, ["after"])}
    ready["concurrency"] = {"concurrency-0": 0, "concurrency-3": 3}.get(deed, 1)
    if deed == "no-protocol":
        del ready["protocol"]
    if deed == "bad-stack-offer":
        ready["stack"] = "SIGUSR1"
    send(ready)
    if deed == "ready-twice":
        send(ready)


start()
while (frame := receive()) is not None:
    header, body = frame
    if header["type"] == "shutdown":
        if deed == "deaf-to-shutdown":
            time.sleep(3600)
        sys.exit(5 if deed == "shutdown-5" else 0)
    if header["type"] == "cancel" and deed == "answers-cancels":
        result(header)
    elif header["type"] == "weather" and deed == "dies-of-unknown":
        sys.exit(6)
    elif header["type"] == "invoke":
        if header["hook"] == "handle":
            result(header, "respond", b"{}")
        elif not misbehave(header, body):
            result(header)
if deed == "deaf-to-the-end":
    time.sleep(3600)
