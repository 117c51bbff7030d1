// Calls functions from peers/platform.c: a Runtime API that costs next to nothing, and leaves no pause between calls.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const EVENT = '{"hello":"world","number":12345,"list":[1,2,3,4,5]}';
const ROUNDS = 20;
const CALLS = 100;
const WARM_UP = 4000;

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

class Side {
  #lines;
  #process;

  /** A command in a function's folder, on one processor if that is said. */
  constructor(platform, { command, folder, pin }) {
    const words = [...(pin === undefined ? [] : ['taskset', '-c', pin]), platform, EVENT, ...command];
    this.#process = spawn(words[0], words.slice(1), {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        _HANDLER: 'index.handler',
        LAMBDA_TASK_ROOT: folder,
        AWS_REGION: 'eu-central-1',
        AWS_LAMBDA_FUNCTION_NAME: 'bench',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
        AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
      },
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** When it has asked for its first event. */
  async started() {
    await this.#line();
  }

  /** Microseconds, one a call. */
  async calls(count) {
    this.#process.stdin.write(`${count}\n`);
    return (await this.#line()).trim().split(' ').map(Number);
  }

  async end() {
    this.#process.stdin.end();
    await this.#line();
  }

  async #line() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the function ended');
    return value;
  }
}

/** The medians of each side's rounds, which are made in turns; the first round of all sides is one array's first. */
export async function inTurns(platform, ...sides) {
  const open = [];
  try {
    for (const side of sides) {
      open.push(new Side(platform, side));
      await open.at(-1).started();
      await open.at(-1).calls(WARM_UP);
    }
    const medians = open.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, side] of open.entries()) medians[i].push(median(await side.calls(CALLS)));
    }
    return medians;
  } finally {
    for (const side of open) await side.end();
  }
}
