// Middleware that passes everything on, but for what the event or response tells it by its name: {NAME: {HOOK: DEED}}.
import { execFileSync } from 'node:child_process';

const forever = () => new Promise(() => setInterval(() => {}, 60_000));

const deeds = {
  crash() {
    process.stderr.write('about to crash\n');
    process.exit(3);
  },
  exit0: () => process.exit(0),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  hang: forever,
  busy() {
    for (;;);
  },
  throw() {
    throw new RangeError('out of range');
  },
  print() {
    process.stdout.write('printed by the middleware\n');
    execFileSync('sh', ['-c', 'echo printed by a child'], { stdio: 'inherit' });
  },
  respond: (body, context) => context.respond({ respondedBy: process.env.OPEN_RUNTIME_NAME }),
  mark: (body) => ({ ...body, marks: [...(body.marks ?? []), process.env.OPEN_RUNTIME_NAME] }),
};

const hook = (name) => (body, context) => {
  const deed = body?.[process.env.OPEN_RUNTIME_NAME]?.[name];
  return deed ? deeds[deed](body, context) : undefined;
};

export const before = hook('before');
export const after = hook('after');
export const error = hook('error');
export const timeout = hook('timeout');
