import { createRequire } from 'node:module';

const USUAL_PORT = 9229;

let ours = false; // whether SIGUSR1 opens the inspector on a port that nobody asked for

/**
 * How this process shows its stack though it hears nothing: on SIGUSR1 Node opens its inspector, here on any free port,
 * for several may do so at a time. Nothing where somebody else has a use for the signal or for the inspector.
 */
export function offerStack() {
  if (process.debugPort !== USUAL_PORT || process.listenerCount('SIGUSR1') > 0 || isInspected()) {
    return undefined;
  }
  process.debugPort = 0;
  ours = true;
  return { signal: 'USR1', pid: process.pid, by: 'inspector' };
}

/**
 * Closes what SIGUSR1 has opened since. Twice: to a busy thread Node tells of the signal by an interrupt and by its event
 * loop, which opens the inspector anew when it looks for events again: after the first of these two turns.
 */
export function closeInspector() {
  close();
  setImmediate(() => setImmediate(close));
}

function close() {
  if (ours && process.debugPort !== 0) {
    createRequire(import.meta.url)('node:inspector').close();
    process.debugPort = 0;
  }
}

function isInspected() {
  return `${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`.includes('--inspect');
}
