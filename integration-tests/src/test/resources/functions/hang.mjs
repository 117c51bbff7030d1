// A function that hangs as its event says, and else gives the event back.
import { spawn } from 'node:child_process';

const forever = () => new Promise(() => setInterval(() => {}, 60_000));

const ways = {
  sleep: forever,
  spin() {
    for (;;);
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
    return event;
  }
  context.progress(`about to ${event.hang}`);
  return ways[event.hang](context);
};
