// The supervisor's side of the protocol, just enough to test a worker: real processes, real pipes, bounded waits.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const KIT = fileURLToPath(new URL('..', import.meta.url));
const WAIT_MS = 60_000;

/** A folder with these files, gone when the test ends. */
export function folder(t, files) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'open-runtime-node-'));
  t.after(() => fs.rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** Starts a handler from `files`. */
export function startHandler(t, files, { handler = 'index.handler', command = [path.join(KIT, 'handler')], env } = {}) {
  return new TestSupervisor(t, command, folder(t, files), { _HANDLER: handler, ...env });
}

/** Starts the middleware `mw.mjs` with this text. */
export function startMiddleware(t, text, { command = [path.join(KIT, 'middleware'), 'mw.mjs'], files } = {}) {
  return new TestSupervisor(t, command, folder(t, { 'mw.mjs': text, ...files }), {
    OPEN_RUNTIME_HOME: path.join(KIT, '../..'),
  });
}

export function encode(header, body = Buffer.alloc(0)) {
  const head = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32BE(head.length, 0);
  prefix.writeUInt32BE(body.length, 4);
  return Buffer.concat([prefix, head, body]);
}

class TestSupervisor {
  stderr = '';
  notes = [];
  #received = Buffer.alloc(0);
  #frames = [];
  #waiting = [];
  #nextId = 1;

  constructor(t, [program, ...args], cwd, env) {
    this.child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
    this.exit = new Promise((resolve) => {
      this.child.on('close', (status, signal) => {
        resolve(status ?? signal);
        this.#waiting.splice(0).forEach((waiting) => waiting(null));
      });
    });
    this.child.stdin.on('error', () => {}); // the worker may be gone already: what it sent last tells the test
    this.child.stderr.on('data', (data) => (this.stderr += data));
    this.child.stdout.on('data', (data) => this.#receive(data));
    t.after(async () => {
      this.child.kill('SIGKILL');
      await this.exit;
    });
  }

  send(header, body) {
    this.child.stdin.write(encode(header, body));
  }

  /** The next frame, notes included; null once the worker has ended. */
  async frame() {
    if (this.#frames.length > 0) {
      return this.#frames.shift();
    }
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      await this.exit;
      return this.#frames.shift() ?? null;
    }
    const next = new Promise((resolve) => this.#waiting.push(resolve));
    return bounded(next, () => `no frame came; stderr: ${this.stderr}`);
  }

  /** The next frame of this type; notes that come before it are kept in `notes`. */
  async next(type) {
    for (;;) {
      const frame = await this.frame();
      if (frame === null) {
        throw new Error(`ended with ${await this.exit} before a \`${type}\` frame; stderr: ${this.stderr}`);
      }
      if (frame.header.type === type) {
        return frame;
      }
      this.notes.push(frame.header);
    }
  }

  ready() {
    return this.next('ready');
  }

  /** Sends an invoke frame and returns its id. */
  call(hook, body, { context, ...members } = {}) {
    const id = this.#nextId++;
    const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const header = {
      type: 'invoke',
      id,
      hook,
      deadlineMs: Date.now() + WAIT_MS,
      context: { requestId: 'r-1', ...context },
    };
    this.send({ ...header, ...members }, bytes);
    return id;
  }

  /** Sends an invoke frame and waits for its result. */
  async invoke(hook, body, members) {
    const id = this.call(hook, body, members);
    const result = await this.next('result');
    if (result.header.id !== id) {
      throw new Error(`answer for ${result.header.id}, not ${id}`);
    }
    return result;
  }

  ended() {
    return bounded(this.exit, () => 'the worker did not end');
  }

  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    while (this.#received.length >= 8) {
      const bodyStart = 8 + this.#received.readUInt32BE(0);
      const end = bodyStart + this.#received.readUInt32BE(4);
      if (this.#received.length < end) {
        return;
      }
      const body = this.#received.subarray(bodyStart, end);
      const frame = { header: JSON.parse(this.#received.subarray(8, bodyStart)), body, json: () => JSON.parse(body) };
      this.#received = this.#received.subarray(end);
      const waiting = this.#waiting.shift();
      waiting ? waiting(frame) : this.#frames.push(frame);
    }
  }
}

function bounded(promise, message) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), WAIT_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
