// The same sixteen sidecars under s6: one s6-supervise each, started by s6-svscan. There are no probes in s6: a service says
// itself that it is ready, by a line on a descriptor that its supervisor reads (`notification-fd`), so nothing is asked and
// nobody waits for the next attempt. The times are those that s6-supervise writes down: of the spawn, and of that line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SERVICES = Array.from({ length: 16 }, (_, i) => i);
const FIRST_PORT = 28200;
const PATIENCE_MS = 20_000;

/** Milliseconds from the first spawn to the last that is ready. */
export async function sixteenByS6(s6, temporary, sidecar) {
  const folder = join(temporary, 's6');
  const scanned = join(folder, 'services');
  mkdirSync(scanned, { recursive: true });
  symlinkSync(join(s6, 'bin'), join(folder, 'bin'));
  for (const i of SERVICES) {
    mkdirSync(join(scanned, `s${i}`));
    writeFileSync(join(scanned, `s${i}`, 'notification-fd'), '3\n');
    writeFileSync(join(scanned, `s${i}`, 'run'), `#!/bin/sh\nexec ${sidecar} ${FIRST_PORT + i} 3\n`, { mode: 0o755 });
  }
  const env = { ...process.env, LD_LIBRARY_PATH: join(s6, 'bin') };
  const scanner = spawn(join(s6, 'bin/s6-svscan'), [scanned], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const over = once(scanner, 'exit');
  try {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const all = SERVICES.map((i) => status(join(scanned, `s${i}`, 'supervise/status')));
      if (all.every((one) => one?.readyMs >= one?.spawnedMs)) {
        return Math.max(...all.map((one) => one.readyMs)) - Math.min(...all.map((one) => one.spawnedMs));
      }
      if (performance.now() > until) throw new Error('s6 does not get its services ready');
      await pause(50);
    }
  } finally {
    spawn(join(s6, 'bin/s6-svscanctl'), ['-t', scanned], { env, stdio: 'inherit' });
    await over;
    rmSync(folder, { recursive: true });
  }
}

/** Of a service: two times of 12 bytes, seconds (with a bit set before all) and nanoseconds. Undefined until it is up. */
function status(file) {
  try {
    const bytes = readFileSync(file);
    const milliseconds = (at) => Number(bytes.readBigUInt64BE(at) & 0xffffffffffn) * 1e3 + bytes.readUInt32BE(at + 8) / 1e6;
    return { spawnedMs: milliseconds(0), readyMs: milliseconds(12) };
  } catch {
    return undefined; // not written yet
  }
}
