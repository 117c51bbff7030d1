"""Length-prefixed frames: u32 header length, u32 body length (big-endian), header (JSON), body (any bytes)."""

import json
import os
import struct

_PREFIX = struct.Struct(">II")
_READ_SIZE = 65_536
_MAX_HEADER = 65_536

_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().raw_decode  # without looking for what may stand around the object: there is nothing


def encode_header(header):
    data = _encode(header).encode()
    if len(data) > _MAX_HEADER:
        raise OverflowError(f"cannot send a header of {len(data)} bytes: the most is {_MAX_HEADER}")
    return data


def encode_result(call_id, action, content_type):
    """The header that every call ends with: put together by hand, as the encoder takes ten times as long."""
    if content_type is None:
        return b'{"type":"result","id":%d,"action":"%s"}' % (call_id, action.encode())
    return encode_header({"type": "result", "id": call_id, "action": action, "contentType": content_type})


def write_frame(descriptor, header, body=b""):
    """Writes one frame as a whole: in one system call where the pipe takes it. `header` is bytes."""
    rest = _PREFIX.pack(len(header), len(body)) + header
    if len(body) <= _READ_SIZE:
        rest += body
    else:
        _write_fully(descriptor, rest)
        rest = body
    _write_fully(descriptor, rest)


def _write_fully(descriptor, data):
    written = os.write(descriptor, data)
    if written < len(data):  # a pipe takes less when a signal interrupts it
        rest = memoryview(data)[written:]
        while rest:
            rest = rest[os.write(descriptor, rest) :]


class FrameReader:
    """Puts frames together from chunks that may be split anywhere."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._buffer = bytearray()

    def read(self):
        """Waits for the next frame: (header, body), or None at the end of input."""
        frame = self.next_frame()
        while frame is None:
            if not self.fill():
                return None
            frame = self.next_frame()
        return frame

    def fill(self):
        """Reads once; False at the end of input."""
        chunk = os.read(self._descriptor, _READ_SIZE)
        self._buffer += chunk
        return bool(chunk)

    def next_frame(self):
        """The next frame if all of it has been read, else None."""
        buffer = self._buffer
        if len(buffer) < _PREFIX.size:
            return None
        header_length, body_length = _PREFIX.unpack_from(buffer)
        if not 0 < header_length <= _MAX_HEADER:
            raise ValueError(f"cannot read a frame: its header has {header_length} bytes")
        body_start = _PREFIX.size + header_length
        end = body_start + body_length
        if len(buffer) < end:
            return None
        header, _ = _decode(buffer[_PREFIX.size : body_start].decode())
        with memoryview(buffer) as view, view[body_start:end] as part:
            body = bytes(part)
        del buffer[:end]
        return header, body
