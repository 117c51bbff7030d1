import os
import unittest

from open_runtime._frames import FrameReader, encode_header, write_frame

FRAMES = [
    ({"type": "ready"}, b""),
    ({"type": "result", "id": 1, "text": "ä€😀\n"}, bytes([0, 10, 255])),
    ({"type": "result", "id": 2}, b"\x07" * 30_000),
]


class Frames(unittest.TestCase):
    def setUp(self):
        self.reading, self.writing = os.pipe()
        self.addCleanup(os.close, self.reading)
        self.addCleanup(os.close, self.writing)

    def test_are_read_whole_however_they_are_split(self):
        for header, body in FRAMES:
            write_frame(self.writing, encode_header(header), body)
        data = os.read(self.reading, 65_536)

        for size in (1, 2, 7, 8, 9, 1000, len(data)):
            with self.subTest(size=size):
                reader, read = FrameReader(self.reading), []
                for start in range(0, len(data), size):
                    os.write(self.writing, data[start : start + size])
                    reader.fill()
                    frame = reader.next_frame()
                    while frame is not None:
                        read.append(frame)
                        frame = reader.next_frame()

                self.assertEqual(read, FRAMES)

    def test_with_a_header_longer_than_65536_bytes_are_refused_both_ways(self):
        with self.assertRaises(OverflowError):
            encode_header({"note": "x" * 65_536})
        os.write(self.writing, bytes([0, 1, 0, 1, 0, 0, 0, 0]))
        with self.assertRaises(ValueError):
            FrameReader(self.reading).read()
