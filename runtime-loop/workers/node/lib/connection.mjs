import fs from 'node:fs';
import net from 'node:net';
import { encodeFrame, FrameReader } from './frames.mjs';

/**
 * The two descriptors that the protocol runs on. `workers/isolate` gives us 3 and 4. Started without it we have 0 and
 * 1, and keep `process.stdout` away from them; what child processes or native code print can't be kept away then.
 */
export class Connection {
  #input = 0;
  #output = 1;

  constructor() {
    const descriptors = process.env.OPEN_RUNTIME_FDS;
    delete process.env.OPEN_RUNTIME_FDS; // they are ours alone: no child of ours inherits the descriptors
    if (descriptors) {
      [this.#input, this.#output] = descriptors.split(',').map(Number);
    } else {
      Object.defineProperty(process, 'stdout', { configurable: true, get: () => process.stderr });
    }
  }

  /**
   * Sends one frame and returns when all of it is written. Writing blocks on purpose: frames stay in order, what was
   * sent is out before a `process.exit()`, and a flood of prints waits for its reader instead of filling the heap.
   */
  send(header, body) {
    for (const buffer of encodeFrame(header, body)) {
      this.#write(buffer);
    }
  }

  /** Starts to read. `data` arrives while user code awaits, so a `cancel` is heard; one buffer serves all reads. */
  listen(onFrame, onEnd) {
    const reader = new FrameReader(onFrame);
    const input = new net.Socket({
      fd: this.#input,
      readable: true,
      writable: false,
      onread: {
        buffer: Buffer.allocUnsafeSlow(65_536),
        callback: (length, buffer) => {
          reader.push(buffer.subarray(0, length));
          return true;
        },
      },
    });
    input.on('error', onEnd).on('end', onEnd).resume();
    return input;
  }

  #write(buffer) {
    let written = 0;
    while (written < buffer.length) {
      try {
        written += fs.writeSync(this.#output, buffer, written);
      } catch (error) {
        if (error.code === 'EPIPE') {
          process.exit(0); // the supervisor is gone, and so is the reason to run
        }
        if (error.code !== 'EAGAIN') {
          throw error;
        }
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); // someone made the pipe non-blocking
      }
    }
  }
}
