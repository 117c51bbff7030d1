import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { KIT, startMiddleware } from './supervisor.mjs';

const ERROR = { errorType: 'Late', errorMessage: 'too late', stackTrace: [] };

test('ready names the hooks that the file exports, and nothing else of it', async (t) => {
  const worker = startMiddleware(
    t,
    `export const before = () => {}; export function flush() {} export const noBody = ['before'];
     export const helperOfMine = 1;`,
  );

  const { stack: _, ...header } = (await worker.ready()).header;
  assert.deepEqual(header, {
    type: 'ready',
    protocol: 1,
    hooks: ['before', 'flush'],
    concurrency: 1,
    noBody: ['before'],
  });
});

const ways = {
  'a default export': [`export default { before: (event) => ({ ...event, seen: 1 }) };`],
  'a CommonJS file': [
    `module.exports = { before: (event) => ({ ...event, seen: 1 }) };`,
    [path.join(KIT, 'middleware'), 'mw.cjs'],
  ],
  'a program that imports the kit': [
    `const { middleware } = await import(process.env.OPEN_RUNTIME_HOME + '/workers/node/middleware.mjs');
     await middleware({ before: (event) => ({ ...event, seen: 1 }) });`,
    [path.join(KIT, '../isolate'), 'node', 'mw.mjs'],
  ],
  'node alone': [
    `export const before = (event) => { console.log('x'); process.stdout.write('y'); return { ...event, seen: 1 }; };`,
    ['node', path.join(KIT, 'middleware.mjs'), 'mw.mjs'],
  ],
};

for (const [name, [text, command]] of Object.entries(ways)) {
  test(`runs ${name}`, async (t) => {
    const worker = startMiddleware(t, text, { command, files: { 'mw.cjs': text } });
    assert.deepEqual((await worker.ready()).header.hooks, ['before']);

    const { header, json } = await worker.invoke('before', { n: 1 });

    assert.equal(header.action, 'replace');
    assert.deepEqual(json(), { n: 1, seen: 1 });
  });
}

// hook, body in, what the hook does, action, body out
const answers = [
  ['before', { n: 1 }, 'return undefined', 'continue', null],
  ['before', { n: 1 }, 'return { ...body, m: 2 }', 'replace', { n: 1, m: 2 }],
  ['before', { n: 1 }, 'return null', 'replace', 'null'],
  ['before', { n: 1 }, 'return context.replace(undefined)', 'replace', 'null'],
  ['before', { n: 1 }, 'return context.respond({ statusCode: 401 })', 'respond', { statusCode: 401 }],
  ['after', { n: 1 }, 'return', 'continue', null],
  ['after', { n: 1 }, 'return 5', 'replace', 5],
  ['error', ERROR, 'return', 'continue', null],
  ['error', ERROR, 'return { ...body, errorType: "Mine" }', 'replace', { ...ERROR, errorType: 'Mine' }],
  ['error', ERROR, 'return context.respond({ statusCode: 503 })', 'respond', { statusCode: 503 }],
  ['timeout', { n: 1 }, 'return', 'continue', null],
  ['timeout', { n: 1 }, 'return { statusCode: 504 }', 'respond', { statusCode: 504 }],
  ['timeout', { n: 1 }, 'return context.respond(context.stage + context.elapsedMs)', 'respond', 'handle2500'],
  ['flush', undefined, 'return', 'continue', null],
  ['flush', undefined, 'return 5', 'continue', null],
];

for (const [hook, body, statement, action, out] of answers) {
  test(`${hook}: \`${statement}\` answers ${action}`, async (t) => {
    const parameters = hook === 'flush' ? '(context)' : '(body, context)';
    const worker = startMiddleware(t, `export async function ${hook}${parameters} { ${statement}; }`);
    await worker.ready();

    const result = await worker.invoke(hook, body, { stage: 'handle', elapsedMs: 2500 });

    assert.equal(result.header.action, action);
    if (out === null) {
      assert.equal(result.body.length, 0);
    } else {
      assert.equal(result.header.contentType, 'application/json');
      assert.deepEqual(out === 'null' ? result.body.toString() : result.json(), out);
    }
  });
}

const failures = [
  ['before', 'throw new RangeError("no")', 'RangeError', 'no'],
  ['after', 'throw "text"', 'string', 'text'],
  ['error', 'throw new TypeError("worse")', 'TypeError', 'worse'],
  ['timeout', 'throw new Error("e")', 'Error', 'e'],
  ['flush', 'throw new Error("e")', 'Error', 'e'],
  ['after', 'return context.respond(1)', 'TypeError', 'cannot respond in the hook `after`'],
  ['timeout', 'return context.replace(1)', 'TypeError', 'cannot replace in the hook `timeout`'],
];

for (const [hook, statement, errorType, errorMessage] of failures) {
  test(`${hook}: \`${statement}\` answers fail, and the next call is served`, async (t) => {
    const parameters = hook === 'flush' ? '(context)' : '(body, context)';
    const worker = startMiddleware(t, `export function ${hook}${parameters} { ${statement}; }`);
    await worker.ready();

    for (const body of [{ n: 1 }, { n: 2 }]) {
      const { header, json } = await worker.invoke(hook, body);

      assert.equal(header.action, 'fail');
      assert.equal(json().errorType, errorType);
      assert.equal(json().errorMessage, errorMessage);
    }
  });
}

test('an error object as the new error becomes an error body', async (t) => {
  const worker = startMiddleware(t, `export const error = (body) => new RangeError(body.errorMessage + '!');`);
  await worker.ready();

  const { header, json } = await worker.invoke('error', ERROR);

  assert.equal(header.action, 'replace');
  assert.equal(json().errorType, 'RangeError');
  assert.equal(json().errorMessage, 'too late!');
});

test('raw hooks take and give bytes; a body that is no JSON is bytes in any hook', async (t) => {
  const worker = startMiddleware(
    t,
    `export const raw = ['before'];
     export const before = (bytes, { contentType, replace }) =>
       replace(Buffer.concat([bytes, Buffer.from([0])]), { contentType: contentType + '+x' });
     export const after = (body) => (Buffer.isBuffer(body) ? body.subarray(1) : undefined);`,
  );
  await worker.ready();

  const before = await worker.invoke('before', Buffer.from('{"n":1}'), { context: { contentType: 'text/plain' } });
  const after = await worker.invoke('after', Buffer.from([255, 1, 2]));
  const json = await worker.invoke('after', { n: 1 });

  assert.equal(before.body.toString(), '{"n":1}\0');
  assert.equal(before.header.contentType, 'text/plain+x');
  assert.deepEqual([...after.body], [1, 2]);
  assert.equal(after.header.contentType, undefined);
  assert.equal(json.header.action, 'continue');
});

test('a hook that wants no body gets undefined', async (t) => {
  const worker = startMiddleware(
    t,
    `export const noBody = ['before']; export const before = (event, c) => c.respond(typeof event);`,
  );
  await worker.ready();

  assert.equal((await worker.invoke('before', undefined)).json(), 'undefined');
});

test('prints are notes with the id of the call', async (t) => {
  const worker = startMiddleware(t, `export const before = (event, context) => { console.warn('hm', context.hook); };`);
  await worker.ready();
  const { header } = await worker.invoke('before', {});

  assert.deepEqual(worker.notes, [{ type: 'log', level: 'warn', message: 'hm before', id: header.id }]);
});

test('a cancel aborts the signal of the hook', async (t) => {
  const worker = startMiddleware(
    t,
    `export const before = (event, context) => new Promise((resolve, reject) => {
       context.signal.addEventListener('abort', () => reject(context.signal.reason));
       context.progress('waiting');
     });`,
  );
  await worker.ready();
  const id = worker.call('before', {});
  await worker.next('progress');

  worker.send({ type: 'cancel', id, deadlineMs: Date.now() + 100 });

  assert.equal((await worker.next('result')).json().errorType, 'InvocationCancelled');
});

test('shutdown runs the function of that name, then exits with 0', async (t) => {
  const worker = startMiddleware(
    t,
    `export const before = () => {}; export const shutdown = async ({ reason }) => { console.log('bye', reason); };`,
  );
  await worker.ready();

  worker.send({ type: 'shutdown', reason: 'spindown', deadlineMs: Date.now() + 1000 });

  assert.equal((await worker.next('log')).header.message, 'bye spindown');
  assert.equal(await worker.ended(), 0);
});

const unloadable = {
  'no hooks': ['export const befor = () => {};', 'Runtime.HandlerNotFound', /there is none of before/],
  'a hook that is no function': ['export const before = 1;', 'Runtime.HandlerNotFound', /`before` is not a function/],
  'an option that names no hook': [
    'export const before = () => {}; export const noBody = ["after"];',
    'TypeError',
    /`after`/,
  ],
  'an error at load': ['throw new RangeError("at load");', 'RangeError', /at load/],
  'a syntax error': ['export const before = (', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
  'a missing file': ['', 'Runtime.ImportModuleError', /nowhere\.mjs/, [path.join(KIT, 'middleware'), 'nowhere.mjs']],
  'no file': ['', 'TypeError', /name its file/, [path.join(KIT, 'middleware')]],
  'an unknown member': [
    `const { middleware } = await import(process.env.OPEN_RUNTIME_HOME + '/workers/node/middleware.mjs');
     await middleware({ befor: () => {} });`,
    'TypeError',
    /`befor`/,
    [path.join(KIT, '../isolate'), 'node', 'mw.mjs'],
  ],
};

for (const [name, [text, errorType, message, command]] of Object.entries(unloadable)) {
  test(`failing to load because of ${name} is said, with exit status 1`, async (t) => {
    const worker = startMiddleware(t, text, { command });

    const { header, json } = await worker.frame();

    assert.deepEqual(header, { type: 'failed' });
    assert.equal(json().errorType, errorType);
    assert.match(json().errorMessage, message);
    assert.equal(await worker.ended(), 1);
  });
}
