// Runs `open-runtime bench` for each row of the table, and prints it. See the script `suite`, which prepares all this.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { sixteenByS6 } from './s6.mjs';
import { inTurns, median } from './tight.mjs';

const [root, peers, client, java, s6, ...wanted] = process.argv.slice(2);
const repository = resolve(root);
const here = join(repository, 'integration-tests/src/bench');
const program = join(process.env.OPEN_RUNTIME_DIST ?? join(repository, 'supervisor/target/dist/open-runtime'), 'open-runtime');
const base = join(repository, 'config-examples/bench-node');
const temporary = mkdtempSync(join(tmpdir(), 'open-runtime-bench-'));
const kits = '${OPEN_RUNTIME_HOME}/workers';
const official = existsSync(join(client, 'node_modules/aws-lambda-ric/rapid-client.node'))
  ? `exec node ${client}/node_modules/aws-lambda-ric/index.mjs index.handler`
  : undefined;
const jvm = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData';
const pinned = ['--pin', '0'];

/** A function folder: the baseline's handler with some middleware and sidecars. */
function folder(name, { middleware = [], sidecars = [] } = {}) {
  const path = join(temporary, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.mjs'), 'export const handler = async (event) => event;\n');
  writeFileSync(join(path, 'open-runtime.json'), JSON.stringify({
    handler: { command: [`${kits}/node/handler`] },
    middleware: middleware.map((command, i) => ({ name: `m${i + 1}`, command })),
    sidecars,
  }));
  return path;
}

function bench(name, path, ...options) {
  process.stderr.write(`${name}\n`);
  try {
    const text = execFileSync(program, ['bench', path, '--json', ...(options.includes('--event') ? [] : ['--event', join(base, 'event.json')]), ...options], {
      encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(text);
  } catch (failure) {
    process.stderr.write(`  left out: ${failure.message.split('\n')[0]}\n`);
    return undefined;
  }
}

const warm = ['--cold', '0', '--idle', '0s', '--count', '600', '--warm-up', '400'];
const us = (ms) => `${Math.round(ms * 1000)} µs`;
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const mb = (bytes) => `${(bytes / 1048576).toFixed(0)} MB`;
const ratio = (c) => `${c.ratio.toFixed(2)} (${c.ratioLow.toFixed(2)}–${c.ratioHigh.toFixed(2)})`;
const memory = (side, name) => side.memory.filter((use) => use.name === name).reduce((sum, use) => sum + use.bytes, 0);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

const repeated = (command, times = 3) => Array.from({ length: times }, () => command);
const c = [join(peers, 'worker')];
const node = [`${kits}/node/middleware`, join(here, 'middleware/nothing.mjs')];
const python = [`${kits}/python/middleware`, join(here, 'middleware/nothing.py')];

const measures = {
  client() {
    if (!official) return;
    const found = bench('client', base, '--against-command', official, '--cold', '9', '--idle', '3s');
    if (!found) return;
    const [ours, theirs] = found.sides;
    row('Node handler against the official Node client, p50 of a call', `${ratio(found.comparison.p50)}: ${us(ours.warm.p50Ms)}, ${us(theirs.warm.p50Ms)}`, 'at most 1');
    row('the same, p99', `${found.comparison.p99.ratio.toFixed(2)}: ${us(ours.warm.p99Ms)}, ${us(theirs.warm.p99Ms)}`, '');
    row('the same, processor time of a call', `${found.comparison.processorRatio.toFixed(2)}: ${us(ours.warm.processorMs)}, ${us(theirs.warm.processorMs)}`, '');
    const hello = Math.min(...Array.from({ length: 7 }, () => {
      const begun = performance.now();
      execFileSync(java, [...jvm.split(' '), '-cp', peers, 'Hello']);
      return performance.now() - begun;
    }));
    const goal = 1.25 * (hello + 10 + theirs.cold.firstNext.p50Ms);
    row('start to first `next`', `${ms(ours.cold.firstNext.p50Ms)}; the client ${ms(theirs.cold.firstNext.p50Ms)}, a JVM's hello world ${ms(hello)}`, `at most ${ms(goal)}`);
    row('start to first response', `${ms(ours.cold.firstResponse.p50Ms)}; the client ${ms(theirs.cold.firstResponse.p50Ms)}`, '');
    row('SIGTERM to exit, nothing to flush', `${ms(ours.cold.end.p50Ms)} (${ms(ours.cold.end.minMs)} to ${ms(ours.cold.end.maxMs)})`, 'under 30 ms');
    row('idle for 3 s: processor time, wake-ups', `${us(ours.idle.processorMs)}, ${ours.idle.wakeUps}; the client ${us(theirs.idle.processorMs)}, ${theirs.idle.wakeUps}`, 'none');
    row('memory of all, handler included', `${mb(ours.memory.reduce((sum, use) => sum + use.bytes, 0))}; the client ${mb(theirs.memory.reduce((sum, use) => sum + use.bytes, 0))}`, '');
  },
  loop() {
    const found = bench('loop', base, '--against-command', `exec ${join(peers, 'loop')}`, ...warm);
    if (found) row('p50 of a call: bench-node, a loop in C (the limit: the emulator alone)', `${us(found.sides[0].warm.p50Ms)}, ${us(found.sides[1].warm.p50Ms)}`, '');
  },
  jvm() {
    const found = bench('jvm', base, '--against-command', `exec ${java} ${jvm} -Xmx64m -cp ${peers} Loop`, '--cold', '5', '--idle', '0s', '--count', '1000', '--warm-up', '0');
    if (!found) return;
    const [ours, bare] = found.sides;
    row('p50 of a call: bench-node, a raw-socket loop in a JVM', `${us(ours.warm.p50Ms)}, ${us(bare.warm.p50Ms)}`, '');
    const [own, theirs] = [memory(ours, 'supervisor'), memory(bare, 'java')];
    row('memory of the supervisor after 1,000 calls, against that loop', `${(own / theirs).toFixed(2)}: ${mb(own)}, ${mb(theirs)}`, 'at most 1.25');
    row('start to first `next`: bench-node, that loop', `${ms(ours.cold.firstNext.p50Ms)}, ${ms(bare.cold.firstNext.p50Ms)}`, '');
  },
  middleware() {
    for (const [name, command, onOne, onAll] of [['C', c, 30, 100], ['Node', node, 45, 130], ['Python', python, 45, 130]]) {
      const path = folder(`one-${name}`, { middleware: [command] });
      for (const [where, options, goal] of [['pinned to one CPU', pinned, onOne], ['as the scheduler likes', [], onAll]]) {
        const found = bench(`middleware ${name} ${where}`, path, '--against', base, ...warm, ...options);
        if (!found) continue;
        const more = found.comparison.p50;
        row(`one ${name} middleware that does nothing, both hooks, ${where}`, `${us(more.differenceMs)} (${us(more.differenceLowMs)}–${us(more.differenceHighMs)})`, `at most ${goal} µs`);
      }
    }
  },
  async tight() {
    const platform = join(peers, 'platform');
    const ours = (folder) => ({ command: [join(dirname(program), 'bootstrap')], folder });
    const micro = (times) => `${median(times).toFixed(0)} µs`;
    const rows = async (what, goal, one, other, tell) => {
      process.stderr.write(`tight ${what}\n`);
      for (const [where, pin, most] of [['pinned to one CPU', '0', goal[0]], ['as the scheduler likes', undefined, goal[1]]]) {
        const [a, b] = await inTurns(platform, { ...one, pin }, { ...other, pin });
        row(`${what}, ${where}, without pauses`, tell(a, b), most);
      }
    };
    const compared = (a, b) => `${median(a.map((each, i) => each / b[i])).toFixed(2)}: ${micro(a)}, ${micro(b)}`;
    const added = (a, b) => micro(a.map((each, i) => each - b[i]));
    await rows('p50 of a call: bench-node, a loop in C', ['', ''], ours(base), { command: [join(peers, 'loop')], folder: base }, compared);
    if (official) {
      await rows('Node handler against the official Node client, p50 of a call', ['at most 1', 'at most 1'], ours(base), { command: ['sh', '-c', official], folder: base }, compared);
    }
    for (const [name, command, goal] of [['C', c, [30, 100]], ['Node', node, [45, 130]], ['Python', python, [45, 130]]]) {
      const path = folder(`tight-${name}`, { middleware: [command] });
      await rows(`one ${name} middleware that does nothing, both hooks`, goal.map((most) => `at most ${most} µs`), ours(path), ours(base), added);
    }
  },
  forked() {
    const forked = Array(3).fill(join(here, 'middleware/forked.mjs')).join(' ');
    const path = folder('three-node', { middleware: repeated(node) });
    const bare = bench('forked: the persistent three', path, '--against', base, ...warm);
    const found = bench('forked', path, '--against-command', `exec ${join(peers, 'forked')} ${forked}`, '--cold', '5', '--idle', '0s', '--count', '12', '--rounds', '4', '--warm-up', '2');
    if (!bare || !found) return;
    const costs = bare.comparison.p50.differenceMs;
    const forks = found.sides[1].warm.p50Ms;
    row('three Node middleware: persistent, forked', `${Math.round(forks / costs)} times faster: ${us(costs)}, ${ms(forks)}`, 'at least 500');
    const start = found.comparison.firstResponse;
    row('start to first response, three Node middleware: persistent, forked', `${ratio(start)}: ${ms(found.sides[0].cold.firstResponse.p50Ms)}, ${ms(found.sides[1].cold.firstResponse.p50Ms)}`, 'at most 1');
  },
  body() {
    const event = join(temporary, 'big.json');
    writeFileSync(event, JSON.stringify({ text: 'x'.repeat(5_900_000 - 11) }));
    const plain = folder('plain');
    const few = ['--event', event, '--cold', '0', '--idle', '0s', '--count', '16', '--rounds', '8', '--warm-up', '3', '--timeout', '20s'];
    for (const [what, command, goal] of [
      ['C, `noBody`', [...c, 'noBody'], 'at most 1.1'],
      ['Node, `noBody`', [node[0], join(here, 'middleware/nobody.mjs')], 'at most 1.1'],
      ['C, with bodies', c, 'reported'],
      ['Node, with bodies', node, 'reported'],
    ]) {
      const path = folder(`three-${what.replace(/\W/g, '')}`, { middleware: repeated(command) });
      const found = bench(`body ${what}`, path, '--against', plain, ...few);
      if (!found) continue;
      const [with3, without] = found.sides;
      row(`5.9 MB through three middleware (${what})`, `${ratio(found.comparison.p50)}: ${ms(with3.warm.p50Ms)}, ${ms(without.warm.p50Ms)}; supervisor ${mb(memory(with3, 'supervisor'))}, ${mb(memory(without, 'supervisor'))}`, goal);
    }
  },
  async sidecars() {
    const sidecars = Array.from({ length: 16 }, (_, i) => ({
      name: `s${i + 1}`,
      command: [join(peers, 'sidecar'), `${28100 + i}`],
      startup: { tcp: { port: 28100 + i }, every: '5ms', within: '5s' },
    }));
    const path = folder('sixteen', { sidecars });
    const ours = () => {
      const told = JSON.parse(execFileSync(program, ['invoke', path, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
      const at = (name) => told.init.children.filter((child) => child.role === 'sidecar').map((child) => child.events.find((e) => e.event === name).ms);
      return Math.max(...at('ready')) - Math.min(...at('spawned'));
    };
    const [times, theirs] = [[], []];
    for (let i = 0; i < 7; i++) {
      process.stderr.write('sidecars\n');
      times.push(ours());
      if (existsSync(join(s6, 'bin/s6-svscan'))) theirs.push(await sixteenByS6(s6, temporary, join(peers, 'sidecar')));
    }
    const spread = (all) => `${ms(median(all))} (${ms(Math.min(...all))} to ${ms(Math.max(...all))})`;
    const against = theirs.length ? `${(median(times) / median(theirs)).toFixed(1)} times s6: ` : '';
    row('16 sidecars with a probe each, first spawn to last ready', `${against}${spread(times)}${theirs.length ? `, ${spread(theirs)}` : ''}`, 'at most 3 times s6');
  },
};

console.log('| what | measured | goal |\n|---|---|---|');
try {
  for (const [name, measure] of Object.entries(measures)) {
    if (wanted.length === 0 || wanted.some((word) => name.includes(word))) await measure();
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
