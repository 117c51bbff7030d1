// A function that does what its event says, and else gives the event back.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';

const forever = () => new Promise(() => setInterval(() => {}, 60_000));

const deeds = {
  crash() {
    console.error('about to crash');
    process.stderr.write('last words\n');
    process.exit(3);
  },
  exit0: () => process.exit(0),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  hang: forever,
  async progress(event, context) {
    context.progress('charging card');
    await forever();
  },
  busy() {
    for (;;);
  },
  cancelled: (event, context) =>
    new Promise((resolve) => context.signal.addEventListener('abort', () => resolve({ gaveUp: true }))),
  throw() {
    throw new RangeError('out of range');
  },
  unhandled() {
    Promise.reject(new Error('nobody cares'));
    return forever();
  },
  undefined: () => undefined,
  print() {
    process.stdout.write('printed by the function\n');
    console.log('logged by the function');
    execFileSync('sh', ['-c', 'echo printed by a child; printf "\\000\\000\\000\\004nope"; echo'], { stdio: 'inherit' });
    return { printed: true };
  },
  multiline() {
    console.log('two\nlines');
    console.error(new Error('with a stack'));
    return null;
  },
  big: (event) => 'x'.repeat(event.bytes - 2),
  pid: () => ({ pid: process.pid }),
  context: (event, context) => ({
    ...context,
    signal: undefined,
    remaining: context.getRemainingTimeInMillis(),
    traceId: process.env._X_AMZN_TRACE_ID ?? null,
  }),
  environment: () => process.env,
  // Away from us by a second fork, in a session and with a standard output of its own.
  async grandchild(event) {
    spawn('setsid', ['sh', '-c', 'sleep 3600 & echo $! > grandchild.pid'], { detached: true, stdio: 'ignore' }).unref();
    if (event.hang) {
      await forever();
    }
    return { started: true };
  },
  discover: (event) =>
    new Promise((resolve, reject) => {
      get(`${process.env.OPEN_RUNTIME_DISCOVERY}/v1/services/${event.service}`, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(body) }));
      }).on('error', reject);
    }),
  async slowly(event) {
    writeFileSync('begun', '');
    await new Promise((resolve) => setTimeout(resolve, event.ms));
    return { slept: event.ms };
  },
};

export const handler = async (event, context) => (event?.do ? deeds[event.do](event, context) : event);
