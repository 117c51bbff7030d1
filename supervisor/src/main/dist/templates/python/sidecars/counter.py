"""A sidecar: any program. This one counts calls over HTTP, and says on /ready when it can."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

calls = count(1)


class Counter(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ready" if self.path == "/ready" else str(next(calls)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """One line a request would be noise here."""


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Counter).serve_forever()
