"""A sidecar that notes in a file when it was asked what: probed.py PORT FILE. Where a file `unready` is, it says 503 of
its readiness."""

import http.server
import os
import sys
import time

notes = open(sys.argv[2], "a", buffering=1)


class Answers(http.server.BaseHTTPRequestHandler):
    def answer(self):
        notes.write(f"{time.time_ns() // 1000} {self.command} {self.path}\n")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(503 if self.path == "/readiness" and os.path.exists("unready") else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = answer
    do_POST = answer

    def log_message(self, *_):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answers).serve_forever()
