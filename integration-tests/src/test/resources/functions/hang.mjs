// A function that hangs as its event says, and else gives the event back.
import { spawn } from 'node:child_process';
import inspector from 'node:inspector';

const forever = () => new Promise(() => setInterval(() => {}, 60_000));

const ways = {
  sleep: forever,
  spin() {
    for (;;);
  },
  // Comes to its senses in the first half of the grace.
  late(context) {
    const until = context.platformDeadlineMs - 0.55 * (context.platformDeadlineMs - context.deadlineMs);
    while (Date.now() < until);
    return { late: true };
  },
  native: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  ignore(context) {
    context.signal.addEventListener('abort', () => console.log('cancelled, and what of it'));
    return forever();
  },
  exact: async (context) => {
    await new Promise((resolve) => setTimeout(resolve, context.deadlineMs - Date.now()));
    return { answered: 'at the soft deadline' };
  },
  fork() {
    spawn('setsid', ['sleep', '3600'], { stdio: 'inherit' });
    return forever();
  },
};

export const handler = async (event, context) => {
  if (event.hang === undefined) {
    return event.inspector ? { inspector: inspector.url() ?? null } : event;
  }
  context.progress(`about to ${event.hang}`);
  return ways[event.hang](context);
};
