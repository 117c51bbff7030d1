import { format } from 'node:util';
import { Connection } from './connection.mjs';
import { errorBody, framesOf, RuntimeFault } from './errors.mjs';
import { closeInspector, offerStack } from './inspector.mjs';
import { pending } from './pending.mjs';

const CONSOLE_LEVELS = { trace: 'trace', debug: 'debug', info: 'info', log: 'info', warn: 'warn', error: 'error' };
const MAX_PROGRESS_LENGTH = 1_000;
const MAX_STACK_LINES = 40;
const MAX_STACK_LINE_LENGTH = 250;
const UNHANDLED_REJECTION_STATUS = 128; // what the platform's own runtime exits with
const UNCAUGHT_EXCEPTION_STATUS = 129;

/** One call in flight. */
class Call {
  #worker;
  #controller = null;
  #cancelled = null;
  #lastProgress = null; // where it was said: an error that nobody throws, for its stack

  constructor(worker, header) {
    this.#worker = worker;
    this.header = header;
  }

  get id() {
    return this.header.id;
  }

  /** Made on first use: most calls never look at it. */
  get signal() {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#cancelled) {
        this.#controller.abort(this.#cancelled);
      }
    }
    return this.#controller.signal;
  }

  cancel() {
    this.#cancelled = new Error('the call was cancelled: its time is up');
    this.#cancelled.name = 'InvocationCancelled';
    this.#sendStack();
    this.#controller?.abort(this.#cancelled);
  }

  /** Before anybody is told of the cancel, and stops what is to be seen. */
  #sendStack() {
    const progress = this.#lastProgress === null ? [] : ['its last progress was said', ...framesOf(this.#lastProgress)];
    const lines = [...pending(this.#worker.input), ...progress].map((line) => line.slice(0, MAX_STACK_LINE_LENGTH));
    this.#worker.send({ type: 'stack', id: this.id, lines: lines.slice(0, MAX_STACK_LINES) });
  }

  metric(name, value = 1, { kind, unit, tags } = {}) {
    const values = Array.isArray(value);
    this.#worker.send({
      type: 'metric',
      id: this.id,
      name: String(name),
      kind: kind ?? (typeof value === 'string' ? 'set' : 'counter'),
      [values ? 'values' : 'value']: value,
      unit,
      tags,
    });
  }

  progress(note) {
    this.#lastProgress = new Error();
    this.#worker.send({ type: 'progress', id: this.id, note: String(note).slice(0, MAX_PROGRESS_LENGTH) });
  }
}

/**
 * Speaks the worker protocol for one role. `load()` brings user code in and returns
 * `{ hooks, noBody?, call(call, body), shutdown? }`; `call` returns `{ action, contentType?, body? }` or throws.
 */
export class Worker {
  #connection = new Connection();
  #role;
  #current = null; // the one call in flight
  #strangers = new Set(); // frame types we don't know, each logged once
  input; // referenced while the process must stay alive for the next frame

  async run(load) {
    process.on('unhandledRejection', (reason) => this.#crash(rejection(reason), UNHANDLED_REJECTION_STATUS));
    process.on('uncaughtException', (error) => this.#crash(error, UNCAUGHT_EXCEPTION_STATUS));
    try {
      this.#role = await load();
    } catch (error) {
      this.#fail(error);
    }
    const { hooks, noBody } = this.#role;
    const stack = offerStack();
    this.send({ type: 'ready', protocol: 1, hooks, concurrency: 1, ...(noBody?.length && { noBody }), stack });
    this.#captureConsole();
    this.input = this.#connection.listen(
      (header, body) => this.#receive(header, body),
      () => process.exit(0),
    );
  }

  send(header, body) {
    this.#connection.send(header, body);
  }

  #receive(header, body) {
    switch (header.type) {
      case 'invoke':
        this.#invoke(new Call(this, header), body);
        break;
      case 'cancel':
        if (this.#current?.id === header.id) {
          this.#current.cancel();
        }
        break;
      case 'shutdown':
        this.#shutdown(header);
        break;
      default:
        if (!this.#strangers.has(header.type)) {
          this.#strangers.add(header.type);
          this.#log('warn', `ignoring frames of the unknown type ${header.type}`);
        }
    }
  }

  async #invoke(call, body) {
    this.#current = call;
    setTraceId(call.header.context?.traceId);
    let answer;
    try {
      answer = await this.#role.call(call, body);
    } catch (error) {
      answer = { action: 'fail', body: errorBody(error) };
    }
    this.#answer(call, answer);
  }

  #answer(call, { action, contentType, body }) {
    this.#current = null;
    if (Date.now() > call.header.deadlineMs) {
      closeInspector(); // it was looked at, perhaps
    }
    this.send({ type: 'result', id: call.id, action, contentType }, body);
  }

  async #shutdown({ reason, deadlineMs }) {
    try {
      await this.#role.shutdown?.({ reason, deadlineMs });
    } catch (error) {
      this.#log('error', format('shutdown failed:', error));
    }
    process.exit(0);
  }

  /** After a stray error nothing is known about the process: answer the call with it, and let another one start. */
  #crash(error, status) {
    if (!this.#role) {
      this.#fail(error);
    }
    if (this.#current) {
      this.#answer(this.#current, { action: 'fail', body: errorBody(error) });
    } else {
      this.#log('error', format(error));
    }
    process.exit(status);
  }

  #fail(error) {
    this.send({ type: 'failed' }, errorBody(error));
    process.exit(1);
  }

  #captureConsole() {
    for (const [method, level] of Object.entries(CONSOLE_LEVELS)) {
      console[method] = (...values) => this.#log(level, format(...values));
    }
  }

  #log(level, message) {
    try {
      this.send({ type: 'log', level, message, id: this.#current?.id });
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      const middle = message.length >> 1; // longer than a header may be: send it in parts
      this.#log(level, message.slice(0, middle));
      this.#log(level, message.slice(middle));
    }
  }
}

function rejection(reason) {
  return new RuntimeFault('Runtime.UnhandledPromiseRejection', format(reason?.message ?? reason), reason);
}

function setTraceId(traceId) {
  if (traceId === undefined) {
    delete process.env._X_AMZN_TRACE_ID;
  } else {
    process.env._X_AMZN_TRACE_ID = traceId;
  }
}
