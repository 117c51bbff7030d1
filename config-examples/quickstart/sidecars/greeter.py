"""A stand-in for any agent or proxy that runs beside the function: an HTTP server with a readiness path."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Greeter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes: the second must not wait for an answer to the first

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/ready":
            self.answer("ready")
        else:
            self.answer("hello, " + parse_qs(url.query).get("name", ["stranger"])[0])

    def answer(self, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """One line a request would be noise here."""


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Greeter).serve_forever()
