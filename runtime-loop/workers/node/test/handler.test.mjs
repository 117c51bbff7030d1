import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { encode, KIT, startHandler } from './supervisor.mjs';

const ECHO = 'export const handler = async (event) => event;';

test('ready names protocol, hook, concurrency and how the stack is had', async (t) => {
  const worker = startHandler(t, { 'index.mjs': ECHO });

  const { header } = await worker.ready();

  const stack = { signal: 'USR1', pid: worker.child.pid, by: 'inspector' };
  assert.deepEqual(header, { type: 'ready', protocol: 1, hooks: ['handle'], concurrency: 1, stack });
});

test('no stack is offered where user code has a use for the signal', async (t) => {
  const worker = startHandler(t, { 'index.mjs': `process.on('SIGUSR1', () => {});\n${ECHO}` });

  const { header } = await worker.ready();

  assert.equal(header.stack, undefined);
});

const styles = {
  'an async ES module': [{ 'index.mjs': 'export const handler = async (event) => ({ got: event });' }],
  'a synchronous function': [{ 'index.mjs': 'export const handler = (event) => ({ got: event });' }],
  'a CommonJS module': [{ 'index.js': 'exports.handler = async (event) => ({ got: event });' }],
  'module.exports set late': [
    { 'index.cjs': 'const all = { handler: (event) => ({ got: event }) };\nmodule.exports = all;' },
  ],
  'a .js file in a package of type module': [
    { 'index.js': 'export const handler = (event) => ({ got: event });', 'package.json': '{"type":"module"}' },
  ],
  'a module in a nested folder': [
    { 'src/fn/app.mjs': ECHO.replace('=> event', '=> ({ got: event })') },
    'src/fn/app.handler',
  ],
  'a nested export': [
    { 'index.mjs': 'export const api = { v1: { get: (event) => ({ got: event }) } };' },
    'index.api.v1.get',
  ],
  'a package': [
    { 'node_modules/fn/package.json': '{"main":"m.js"}', 'node_modules/fn/m.js': 'exports.run = (e) => ({ got: e });' },
    'fn.run',
  ],
  'a callback': [
    { 'index.cjs': 'exports.handler = (event, context, done) => { setTimeout(done, 5, null, { got: event }); };' },
  ],
  'a callback called at once': [
    { 'index.cjs': 'exports.handler = (event, context, done) => done(null, { got: event });' },
  ],
  'a callback that does not wait for the event loop': [
    {
      'index.cjs': `exports.handler = (event, context, done) => {
        context.callbackWaitsForEmptyEventLoop = false;
        setInterval(() => {}, 60_000);
        done(null, { got: event });
      };`,
    },
  ],
};

for (const [name, [files, handler]] of Object.entries(styles)) {
  test(`runs ${name}, twice`, async (t) => {
    const worker = startHandler(t, files, { handler });
    await worker.ready();

    for (const event of [{ n: 1, text: 'ä\n€😀' }, [2]]) {
      const { header, json } = await worker.invoke('handle', event);

      assert.equal(header.action, 'respond');
      assert.equal(header.contentType, 'application/json');
      assert.deepEqual(json(), { got: event });
    }
  });
}

test('a callback handler answers when its event loop is empty, not before', async (t) => {
  const worker = startHandler(t, {
    'index.cjs': `let late = 0;
      exports.handler = (event, context, done) => {
        setTimeout(() => { late++; }, 50);
        done(null, { toJSON: () => late });
      };`,
  });
  await worker.ready();

  assert.equal((await worker.invoke('handle', {})).json(), 1);
});

test('a callback handler that never calls back answers null when its event loop is empty', async (t) => {
  const worker = startHandler(t, { 'index.cjs': 'exports.handler = (event, context, done) => {};' });
  await worker.ready();

  assert.equal((await worker.invoke('handle', {})).json(), null);
  assert.equal((await worker.invoke('handle', {})).json(), null);
});

test('an undefined result and one without a JSON form are null', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': 'export const handler = async (event) => (event === 1 ? undefined : () => {});',
  });
  await worker.ready();

  assert.equal((await worker.invoke('handle', 1)).body.toString(), 'null');
  assert.equal((await worker.invoke('handle', 2)).body.toString(), 'null');
});

test('no body is an empty event', async (t) => {
  const worker = startHandler(t, { 'index.mjs': ECHO });
  await worker.ready();

  assert.deepEqual((await worker.invoke('handle', undefined)).json(), {});
});

test('the context has what functions know', async (t) => {
  const worker = startHandler(
    t,
    {
      'index.mjs': `export const handler = async (event, context) => ({
        ...JSON.parse(JSON.stringify(context)),
        remaining: context.getRemainingTimeInMillis(),
        aborted: context.signal.aborted,
        trace: process.env._X_AMZN_TRACE_ID ?? 'none',
      });`,
    },
    {
      env: {
        AWS_LAMBDA_FUNCTION_NAME: 'shop',
        AWS_LAMBDA_FUNCTION_VERSION: '7',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/shop',
        AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      },
    },
  );
  await worker.ready();

  const context = {
    functionArn: 'arn:shop',
    traceId: 'Root=1',
    tenantId: 'blue',
    clientContext: '{"custom":{"a":1}}',
    identity: '{"cognitoIdentityId":"me"}',
    platformDeadlineMs: 5,
  };
  const { remaining, ...seen } = (await worker.invoke('handle', {}, { context })).json();
  const next = (await worker.invoke('handle', {})).json();

  assert.ok(remaining > 0 && remaining <= 60_000, `remaining ${remaining}`);
  assert.equal(typeof seen.deadlineMs, 'number');
  delete seen.deadlineMs;
  assert.deepEqual(seen, {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'shop',
    functionVersion: '7',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/shop',
    logStreamName: 'stream',
    awsRequestId: 'r-1',
    invokedFunctionArn: 'arn:shop',
    tenantId: 'blue',
    clientContext: { custom: { a: 1 } },
    identity: { cognitoIdentityId: 'me' },
    platformDeadlineMs: 5,
    signal: {},
    aborted: false,
    trace: 'Root=1',
  });
  assert.equal(next.trace, 'none');
});

const thrown = {
  'an error': ['throw new RangeError("too far")', 'RangeError', 'too far'],
  'a string': ['throw "no"', 'string', 'no'],
  null: ['throw null', 'object', 'null'],
  'an object without a prototype': ['throw Object.create(null)', 'object', '[object Object]'],
  'a rejection': ['return Promise.reject(Object.assign(new Error("late"), { name: "Late" }))', 'Late', 'late'],
};

for (const [name, [statement, errorType, errorMessage]] of Object.entries(thrown)) {
  test(`throwing ${name} fails the call, and the next one is served`, async (t) => {
    const worker = startHandler(t, {
      'index.mjs': `export const handler = async (event) => { if (event.fail) { ${statement}; } return 'fine'; };`,
    });
    await worker.ready();

    const { header, json } = await worker.invoke('handle', { fail: true });

    assert.equal(header.action, 'fail');
    const error = json();
    assert.equal(error.errorType, errorType);
    assert.equal(error.errorMessage, errorMessage);
    assert.ok(Array.isArray(error.stackTrace));
    assert.equal((await worker.invoke('handle', {})).json(), 'fine');
  });
}

test('a stack trace shows the function and not the kit', async (t) => {
  const worker = startHandler(t, { 'index.mjs': 'export const handler = async () => { throw new Error("x"); };' });
  await worker.ready();

  const { stackTrace } = (await worker.invoke('handle', {})).json();

  assert.equal(stackTrace[0], 'Error: x');
  assert.match(stackTrace[1], /index\.mjs:1:/);
  assert.ok(!stackTrace.join().includes(KIT), stackTrace.join('\n'));
});

test('a callback error fails the call', async (t) => {
  const worker = startHandler(t, { 'index.cjs': 'exports.handler = (e, c, done) => done(new TypeError("bad"));' });
  await worker.ready();

  assert.equal((await worker.invoke('handle', {})).json().errorType, 'TypeError');
});

test('an event that is no JSON and a result without JSON fail their calls', async (t) => {
  const worker = startHandler(t, { 'index.mjs': 'export const handler = async (event) => (event.big ? 10n : event);' });
  await worker.ready();

  assert.equal((await worker.invoke('handle', Buffer.from('{oops'))).json().errorType, 'Runtime.UnmarshalError');
  assert.equal((await worker.invoke('handle', { big: true })).json().errorType, 'Runtime.MarshalError');
  assert.deepEqual((await worker.invoke('handle', { n: 1 })).json(), { n: 1 });
});

const unloadable = {
  'Runtime.ImportModuleError': [{}, 'index.handler'],
  'Runtime.ImportModuleError of a dependency': [{ 'index.mjs': 'import "nowhere-to-be-found";' }, 'index.handler'],
  'Runtime.ImportModuleError of a require': [{ 'index.cjs': 'require("./missing");' }, 'index.handler'],
  'Runtime.HandlerNotFound': [{ 'index.mjs': ECHO }, 'index.other'],
  'Runtime.HandlerNotFound for a value': [{ 'index.mjs': 'export const handler = 1;' }, 'index.handler'],
  'Runtime.UserCodeSyntaxError': [{ 'index.mjs': 'export const handler = async ( => 1;' }, 'index.handler'],
  'Runtime.MalformedHandlerName': [{ 'index.mjs': ECHO }, 'index'],
  'Runtime.MalformedHandlerName for a way up': [{ 'index.mjs': ECHO }, '../index.handler'],
  'Runtime.MalformedHandlerName for none': [{ 'index.mjs': ECHO }, ''],
  TypeError: [{ 'index.mjs': 'throw new TypeError("at load");' }, 'index.handler'],
  'Runtime.UnhandledPromiseRejection': [
    { 'index.mjs': 'Promise.reject(new Error("stray"));\nawait new Promise((done) => setTimeout(done, 60_000));' },
    'index.handler',
  ],
};

for (const [name, [files, handler]] of Object.entries(unloadable)) {
  test(`failing to load says ${name} and exits with 1`, async (t) => {
    const worker = startHandler(t, files, { handler });

    const { header, body } = await worker.frame();

    assert.deepEqual(header, { type: 'failed' });
    const error = JSON.parse(body);
    assert.equal(error.errorType, name.split(' ')[0]);
    assert.ok(error.errorMessage.length > 0);
    assert.ok(error.stackTrace.length > 0);
    assert.equal(await worker.ended(), 1);
  });
}

test('a syntax error names its file and line', async (t) => {
  const worker = startHandler(t, { 'index.mjs': 'const x = 1;\nexport const handler = async ( => 1;' });

  const { errorMessage, stackTrace } = (await worker.frame()).json();

  assert.match(errorMessage, /^cannot import index: SyntaxError: /);
  assert.match(stackTrace[0], /index\.mjs:2$/);
});

test('an unhandled rejection fails the call in flight and exits with 128', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': 'export const handler = () => { Promise.reject(new Error("stray")); return new Promise(() => {}); };',
  });
  await worker.ready();

  const { header, json } = await worker.invoke('handle', {});

  assert.equal(header.action, 'fail');
  assert.equal(json().errorType, 'Runtime.UnhandledPromiseRejection');
  assert.equal(json().errorMessage, 'stray');
  assert.equal(await worker.ended(), 128);
});

test('an uncaught exception fails the call in flight and exits with 129', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = () =>
        new Promise(() => { setTimeout(() => { throw new RangeError('stray'); }); });`,
  });
  await worker.ready();

  assert.equal((await worker.invoke('handle', {})).json().errorType, 'RangeError');
  assert.equal(await worker.ended(), 129);
});

test('process.exit() ends the process with its status and no answer', async (t) => {
  const worker = startHandler(t, { 'index.mjs': 'export const handler = () => process.exit(3);' });
  await worker.ready();
  worker.call('handle', {});

  assert.equal(await worker.frame(), null);
  assert.equal(await worker.ended(), 3);
});

for (const [name, command] of [
  ['the launcher', [path.join(KIT, 'handler')]],
  ['node alone', ['node', path.join(KIT, 'handler.mjs')]],
]) {
  test(`six megabytes go both ways, with ${name}`, async (t) => {
    const worker = startHandler(t, { 'index.mjs': ECHO }, { command });
    await worker.ready();
    const event = 'é\\"\n'.repeat(1_048_000);

    const { body } = await worker.invoke('handle', event);

    assert.ok(body.equals(Buffer.from(JSON.stringify(event))));
  });

  test(`prints go nowhere near the protocol, with ${name}`, async (t) => {
    const worker = startHandler(
      t,
      {
        'index.mjs': `console.log('while loading');
          export const handler = async (event) => {
            console.log('one', { a: 1 }); console.debug('two'); console.info('three'); console.warn('four\\nlines');
            console.error(new Error('five')); console.table([{ a: 1 }]);
            process.stdout.write('by stdout\\n');
            return 'done';
          };`,
      },
      { command },
    );
    await worker.ready();

    const { header, json } = await worker.invoke('handle', {});

    assert.equal(json(), 'done');
    assert.deepEqual(
      worker.notes.slice(0, 4).map(({ type, level, message, id }) => [type, level, message, id]),
      [
        ['log', 'info', 'one { a: 1 }', header.id],
        ['log', 'debug', 'two', header.id],
        ['log', 'info', 'three', header.id],
        ['log', 'warn', 'four\nlines', header.id],
      ],
    );
    assert.match(worker.notes[4].message, /^Error: five\n/);
    assert.equal(worker.notes[4].level, 'error');
    assert.match(worker.notes[5].message, /a/);
    worker.send({ type: 'shutdown' });
    assert.equal(await worker.ended(), 0);
    assert.match(worker.stderr, /while loading\n/);
    assert.match(worker.stderr, /by stdout\n/);
  });
}

test('what native code and children print goes to stderr, and they have no way to the protocol', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `import fs from 'node:fs';
      import { spawnSync } from 'node:child_process';
      export const handler = async () => {
        fs.writeSync(1, 'native\\n');
        const { status } = spawnSync('bash', ['-c', 'echo child; cat; echo stolen >&4'], { stdio: 'inherit' });
        return { status, fds: process.env.OPEN_RUNTIME_FDS ?? 'none' };
      };`,
  });
  await worker.ready();

  assert.deepEqual((await worker.invoke('handle', {})).json(), { status: 1, fds: 'none' });
  worker.child.stdin.end();
  await worker.ended();
  assert.match(worker.stderr, /native\nchild\n/);
});

test('a log line longer than a header is sent in parts', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = async () => {
        console.log('\\u0001'.repeat(50_000));
        console.log('x'.repeat(60_000));
      };`,
  });
  await worker.ready();
  await worker.invoke('handle', {});

  assert.equal(worker.notes.map((note) => note.message).join(''), '\u0001'.repeat(50_000) + 'x'.repeat(60_000));
  assert.equal(worker.notes.at(-1).message.length, 60_000);
});

test('progress is a note of the call', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = async (event, { progress }) => { progress('charging card'); };`,
  });
  await worker.ready();
  const { header } = await worker.invoke('handle', {});

  assert.deepEqual(worker.notes, [{ type: 'progress', id: header.id, note: 'charging card' }]);
});

test('what is measured is a note of the call', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = async (event, { metric }) => {
      metric('orders');
      metric('took', [1, 2.5], { kind: 'timer', unit: 'Seconds', tags: { shop: 'berlin' } });
      metric('users', 'ada');
    };`,
  });
  await worker.ready();
  const { header } = await worker.invoke('handle', {});

  const note = { type: 'metric', id: header.id };
  assert.deepEqual(worker.notes, [
    { ...note, name: 'orders', kind: 'counter', value: 1 },
    { ...note, name: 'took', kind: 'timer', values: [1, 2.5], unit: 'Seconds', tags: { shop: 'berlin' } },
    { ...note, name: 'users', kind: 'set', value: 'ada' },
  ]);
});

test('a cancel aborts the signal while the handler awaits; the answer is its result', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = (event, { signal, progress }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ partial: true, why: signal.reason.name }));
      progress('waiting');
    });`,
  });
  await worker.ready();
  const id = worker.call('handle', {});
  await worker.next('progress');

  worker.send({ type: 'cancel', id: id + 1, deadlineMs: Date.now() + 100 });
  worker.send({ type: 'cancel', id, deadlineMs: Date.now() + 100 });

  const { header, json } = await worker.next('result');
  assert.equal(header.id, id);
  assert.deepEqual(json(), { partial: true, why: 'InvocationCancelled' });
});

test('a cancel that is heard tells what the function waits for before anything else', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `import net from 'node:net';
      export const handler = (event, { signal, progress }) => new Promise((resolve, reject) => {
        const server = net.createServer();
        server.listen(0, '127.0.0.1', () => {
          net.connect(server.address().port, '127.0.0.1', () => charge(progress));
        });
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      function charge(progress) {
        setTimeout(() => {}, 600_000);
        setTimeout(() => {}, 600_000);
        progress('charging card');
      }`,
  });
  await worker.ready();
  const id = worker.call('handle', {});
  await worker.next('progress');

  worker.send({ type: 'cancel', id, deadlineMs: Date.now() + 100 });

  await worker.next('result');
  const note = worker.notes.find(({ type }) => type === 'stack');
  assert.equal(note.id, id);
  const [waits, ...details] = note.lines;
  assert.match(waits, /^waiting for: .*Timeout \(2\)/);
  assert.doesNotMatch(waits, /PipeWrap/);
  assert.match(details.join('\n'), /connected to 127\.0\.0\.1:\d+/);
  assert.match(details.join('\n'), /its last progress was said\n +at charge \(.*index\.mjs:12:9\)/);
});

test('a cancel of a function that waits for nothing says so', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = (event, { signal, progress }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('given up'));
      progress('waiting');
    });`,
  });
  await worker.ready();
  const id = worker.call('handle', {});
  await worker.next('progress');

  worker.send({ type: 'cancel', id, deadlineMs: Date.now() + 100 });

  await worker.next('result');
  const { lines } = worker.notes.find(({ type }) => type === 'stack');
  assert.equal(lines[0], 'waiting for: nothing: no timer, no connection, no file');
});

test('a signal first looked at after the cancel is aborted already', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `import { once } from 'node:events';
      export const handler = async (event, context) => {
        const asked = once(process, 'SIGUSR2');
        context.progress('waiting');
        await asked;
        return context.signal.aborted;
      };`,
  });
  await worker.ready();
  const id = worker.call('handle', {});
  await worker.next('progress');

  worker.send({ type: 'cancel', id, deadlineMs: Date.now() + 100 });
  worker.send({ type: 'marker' });
  await worker.next('log'); // the marker is unknown: once it is logged, the cancel was read
  worker.child.kill('SIGUSR2');

  assert.equal((await worker.next('result')).json(), true);
});

test('a late cancel hits no other call', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `export const handler = async (event, { signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return signal.aborted;
    };`,
  });
  await worker.ready();
  const { header } = await worker.invoke('handle', {});

  worker.send({ type: 'cancel', id: header.id, deadlineMs: Date.now() + 100 });
  const next = worker.invoke('handle', {});
  worker.send({ type: 'cancel', id: header.id, deadlineMs: Date.now() + 100 });

  assert.equal((await next).json(), false);
});

test('frames split anywhere and two at once are understood', async (t) => {
  const worker = startHandler(t, { 'index.mjs': ECHO });
  await worker.ready();
  const frame = encode({ type: 'invoke', id: 1, hook: 'handle', deadlineMs: 1, context: {} }, Buffer.from('"split"'));

  for (const byte of frame) {
    worker.child.stdin.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }

  assert.equal((await worker.next('result')).json(), 'split');
});

test('unknown frame types and members are ignored, each type logged once', async (t) => {
  const worker = startHandler(t, { 'index.mjs': ECHO });
  await worker.ready();

  worker.send({ type: 'chunk', id: 1 });
  worker.send({ type: 'chunk', id: 1 });
  assert.equal((await worker.invoke('handle', 5, { novelty: true, context: { novelty: 1 } })).json(), 5);

  assert.equal(worker.notes.length, 1);
  assert.match(worker.notes[0].message, /chunk/);
});

test('shutdown exits with 0, in mid-call too', async (t) => {
  const worker = startHandler(t, {
    'index.mjs': `setInterval(() => {}, 60_000);
      export const handler = (event, { progress }) => { progress('on'); return new Promise(() => {}); };`,
  });
  await worker.ready();
  worker.call('handle', {});
  await worker.next('progress');

  worker.send({ type: 'shutdown', reason: 'spindown', deadlineMs: Date.now() + 100 });

  assert.equal(await worker.frame(), null);
  assert.equal(await worker.ended(), 0);
});

test('the end of input ends the process', async (t) => {
  const worker = startHandler(t, { 'index.mjs': `setInterval(() => {}, 60_000);\n${ECHO}` });
  await worker.ready();

  worker.child.stdin.end();

  assert.equal(await worker.ended(), 0);
});
