"""Those who are flushed, and a handler that takes its time, for what is known of flushes by when they are.

flusher.py handler                     responds with the event, after as many seconds as its member `sleep` says
flusher.py middleware JOURNAL DEED     a worker with the hooks before and flush
flusher.py sidecar ADDRESS JOURNAL DEED   answers POST /flush on a port, or on a Unix socket where the address is a path

A flush takes as many seconds as the deed says, or until three have begun (`together`), or for ever (`hang`), or fails
(`fail`). Where there is a file `held` a sidecar waits before it listens. Each flush is a line in the journal: the
request id, or a dash, and when it began and ended in Unix microseconds. A worker also writes down that it was told to shut down.
To any GET a sidecar answers 200, or 503 where there is a file `unready`.
"""

import http.server
import json
import os
import socketserver
import struct
import sys
import time

role = sys.argv[1]


def micros():
    return time.time_ns() // 1000


def note(journal, line):
    with open(journal, "a") as file:
        file.write(line + "\n")


def flush(journal, deed, request_id):
    begin = micros()
    if deed == "hang":
        time.sleep(3600)
    if deed == "fail":
        return False
    if deed == "together":
        note("begun", journal)
        while sum(1 for _ in open("begun")) < 3:
            time.sleep(0.01)
    else:
        time.sleep(float(deed))
    note(journal, f"{request_id} {begin} {micros()}")
    return True


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 50


class UnixServer(Server):
    address_family = getattr(__import__("socket"), "AF_UNIX")

    def server_bind(self):
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = "localhost", 0

    def get_request(self):
        request, _ = super().get_request()
        return request, ("", 0)


class Flushes(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = False

    def do_GET(self):
        self.answer(503 if os.path.exists("unready") else 200)

    def do_POST(self):
        self.answer(204 if flush(sys.argv[3], sys.argv[4], "-") else 503)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def serve(address):
    while os.path.exists("held"):
        time.sleep(0.01)
    if address.startswith("/"):
        UnixServer(address, Flushes).serve_forever()
    Server(("127.0.0.1", int(address)), Flushes).serve_forever()


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
        result = {"type": "result", "id": header.get("id"), "action": "continue"}
        if header["type"] == "shutdown":
            if role != "handler":
                note(sys.argv[2], f"shutdown {micros()} {micros()}")
            break
        if header["type"] != "invoke":
            continue
        if header["hook"] == "handle":
            time.sleep(json.loads(body).get("sleep", 0))
            send({**result, "action": "respond"}, body)
        elif header["hook"] == "flush":
            done = flush(sys.argv[2], sys.argv[3], header["context"].get("requestId", "-"))
            send(result if done else {**result, "action": "fail"}, b"" if done else b'{"errorMessage":"full"}')
        else:
            send(result)


if role == "sidecar":
    serve(sys.argv[2])
else:
    work()
