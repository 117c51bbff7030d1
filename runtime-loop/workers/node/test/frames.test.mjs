import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFrame, FrameReader } from '../lib/frames.mjs';

const frames = [
  [{ type: 'ready' }, Buffer.alloc(0)],
  [{ type: 'result', id: 1, text: 'ä€😀\n' }, Buffer.from([0, 10, 255])],
  [{ type: 'result', id: 2 }, Buffer.alloc(70_000, 7)],
];

test('frames are read whole however they are split', () => {
  const bytes = Buffer.concat(frames.flatMap(([header, body]) => encodeFrame(header, body)));

  for (const size of [1, 2, 3, 7, 8, 9, 100, 4096, bytes.length]) {
    const read = [];
    const reader = new FrameReader((header, body) => read.push([header, Buffer.from(body)]));
    for (let at = 0; at < bytes.length; at += size) {
      reader.push(bytes.subarray(at, at + size));
    }

    assert.deepEqual(read, frames, `in chunks of ${size}`);
  }
});

test('a small frame is one buffer, and a large body is not copied', () => {
  const large = Buffer.alloc(100_000);

  assert.equal(encodeFrame({ type: 'result' }, Buffer.alloc(50)).length, 1);
  assert.equal(encodeFrame({ type: 'result' }, large)[1], large);
});

test('a header longer than 65,536 bytes is refused both ways', () => {
  assert.throws(() => encodeFrame({ note: 'x'.repeat(65_536) }), RangeError);
  assert.throws(() => new FrameReader(() => {}).push(Buffer.from([0, 1, 0, 1, 0, 0, 0, 0])), RangeError);
});
