// Length-prefixed frames: u32 header length, u32 body length (big-endian), header (JSON), body (any bytes).

const PREFIX_LENGTH = 8;
const MAX_HEADER_LENGTH = 65_536;
const SMALL_FRAME_LENGTH = 65_536;
const NO_BODY = Buffer.alloc(0);

/** The frame as a list of buffers to write in order: one for a small frame, so that it costs one write. */
export function encodeFrame(header, body = NO_BODY) {
  const text = JSON.stringify(header);
  const headerLength = Buffer.byteLength(text);
  if (headerLength > MAX_HEADER_LENGTH) {
    throw new RangeError(`cannot send a header of ${headerLength} bytes: the most is ${MAX_HEADER_LENGTH}`);
  }
  const bodyStart = PREFIX_LENGTH + headerLength;
  const small = bodyStart + body.length <= SMALL_FRAME_LENGTH;
  const head = Buffer.allocUnsafe(small ? bodyStart + body.length : bodyStart);
  head.writeUInt32BE(headerLength, 0);
  head.writeUInt32BE(body.length, 4);
  head.write(text, PREFIX_LENGTH);
  if (!small) {
    return [head, body];
  }
  head.set(body, bodyStart);
  return [head];
}

/** Puts frames together from chunks that may be split anywhere, and gives each one to `onFrame(header, body)`. */
export class FrameReader {
  #onFrame;
  #prefix = Buffer.alloc(PREFIX_LENGTH);
  #payload = null; // header and body of the frame being read; null while its prefix isn't complete
  #filled = 0; // bytes of the prefix or of the payload read so far

  constructor(onFrame) {
    this.#onFrame = onFrame;
  }

  /** Takes all of `chunk`; keeps no reference to it. */
  push(chunk) {
    let at = 0;
    while (at < chunk.length) {
      const target = this.#payload ?? this.#prefix;
      const copied = chunk.copy(target, this.#filled, at);
      at += copied;
      this.#filled += copied;
      if (this.#filled === target.length) {
        this.#filled = 0;
        this.#advance();
      }
    }
  }

  #advance() {
    const headerLength = this.#prefix.readUInt32BE(0);
    if (this.#payload === null) {
      if (headerLength === 0 || headerLength > MAX_HEADER_LENGTH) {
        throw new RangeError(`cannot read a frame: its header has ${headerLength} bytes`);
      }
      this.#payload = Buffer.allocUnsafe(headerLength + this.#prefix.readUInt32BE(4));
      return;
    }
    const payload = this.#payload;
    this.#payload = null;
    this.#onFrame(JSON.parse(payload.toString('utf8', 0, headerLength)), payload.subarray(headerLength));
  }
}
