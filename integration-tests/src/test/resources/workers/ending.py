"""Those whose end a test is about: each notes in a file, one JSON object a line, what it is told of it.

ending.py handler JOURNAL               responds with the event, after as many seconds as its member `sleep` says
ending.py middleware JOURNAL            offers the hooks before and flush
ending.py sidecar JOURNAL PORT DEED     fine; or deaf, to SIGTERM; or hangs: deaf, and never answers a flush

A line has `what` (begun, flush, shutdown, TERM, end), `ms` (when, Unix milliseconds), `deadlineMs` (by when, as told) and
`kept`: the request ids that had been gathered, which are in no other place and forgotten from then on. A sidecar notes
`within`, what its environment says of the time after SIGTERM.
"""

import http.server
import json
import os
import signal
import socketserver
import struct
import sys
import threading
import time

role, journal = sys.argv[1], sys.argv[2]
kept = []


def note(what, **more):
    with open(journal, "a") as file:
        file.write(json.dumps({"what": what, "ms": time.time_ns() // 1_000_000, **more}) + "\n")


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


class Flushes(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer()

    def do_POST(self):
        note("flush", deadlineMs=int(self.headers["Open-Runtime-Deadline-Ms"]), kept=["sidecar"])
        if sys.argv[4] == "hangs":
            time.sleep(3600)
        self.answer()

    def answer(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def serve():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    server = Server(("127.0.0.1", int(sys.argv[3])), Flushes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while True:
        signal.sigwait({signal.SIGTERM})
        note("TERM", within=int(os.environ["OPEN_RUNTIME_STOP_WITHIN_MS"]))
        if sys.argv[4] == "fine":
            note("end")
            os._exit(0)


def work():
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb", 0)

    def send(header, body=b""):
        head = json.dumps(header).encode()
        target.write(struct.pack(">II", len(head), len(body)) + head + body)

    send({"type": "ready", "protocol": 1, "hooks": ["handle"] if role == "handler" else ["before", "flush"]})
    while len(prefix := source.read(8)) == 8:
        header_length, body_length = struct.unpack(">II", prefix)
        header = json.loads(source.read(header_length))
        body = source.read(body_length)
        if header["type"] == "shutdown":
            note("shutdown", deadlineMs=header["deadlineMs"], kept=kept)
            break
        if header["type"] != "invoke":
            continue
        action = "continue"
        if header["hook"] == "flush":
            note("flush", deadlineMs=header["deadlineMs"], kept=kept)
            kept.clear()
        else:
            kept.append(header["context"]["requestId"])
        if header["hook"] == "handle":
            note("begun")
            time.sleep(json.loads(body).get("sleep", 0))
            action = "respond"
        send({"type": "result", "id": header["id"], "action": action}, body if action == "respond" else b"")
    note("end")


serve() if role == "sidecar" else work()
