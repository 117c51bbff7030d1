"""A payment service that takes every call and never answers."""

import socket

with socket.create_server(("127.0.0.1", 7090)) as server:
    connections = []
    while True:
        connections.append(server.accept())
