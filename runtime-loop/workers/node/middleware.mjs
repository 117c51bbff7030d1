// Runs middleware hooks. Started with a file (`node middleware.mjs FILE`) it runs the hooks that the file exports;
// imported it gives `middleware({ before, after, … })`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext } from './lib/context.mjs';
import { errorBody, RuntimeFault } from './lib/errors.mjs';
import { JSON_TYPE, toJson } from './lib/json.mjs';
import { importFile } from './lib/load.mjs';
import { Worker } from './lib/worker.mjs';

const HOOKS = ['before', 'after', 'error', 'timeout', 'flush'];
const OPTIONS = ['noBody', 'raw', 'shutdown'];
const MAY_RESPOND = new Set(['before', 'error', 'timeout']);

/** What `context.respond()` and `context.replace()` return. */
class Answer {
  constructor(action, value, { contentType } = {}) {
    this.action = action;
    this.value = value;
    this.contentType = contentType;
  }
}

/** Serves these hooks until the supervisor ends the process. Call it once, at the top level of the program. */
export function middleware(hooks) {
  return new Worker().run(() => roleOf(hooks));
}

function roleOf(given) {
  const unknown = Object.keys(given).find((name) => !HOOKS.includes(name) && !OPTIONS.includes(name));
  if (unknown) {
    throw new TypeError(`cannot use \`${unknown}\`: middleware has ${[...HOOKS, ...OPTIONS].join(', ')}`);
  }
  const hooks = HOOKS.filter((name) => given[name] !== undefined);
  const mistaken = hooks.find((name) => typeof given[name] !== 'function');
  if (hooks.length === 0 || mistaken) {
    const problem = mistaken ? `\`${mistaken}\` is not a function` : `there is none of ${HOOKS.join(', ')}`;
    throw new RuntimeFault('Runtime.HandlerNotFound', `cannot find hooks: ${problem}`);
  }
  const noBody = list('noBody', given.noBody ?? [], hooks);
  const raw = new Set(given.raw === true ? hooks : list('raw', given.raw || [], hooks));
  return {
    hooks,
    noBody,
    shutdown: given.shutdown,
    async call(call, body) {
      const { hook } = call.header;
      const context = hookContext(call);
      const run = given[hook];
      const value = hook === 'flush' ? await run(context) : await run(raw.has(hook) ? body : parse(body), context);
      return answerOf(hook, value);
    },
  };
}

function list(option, names, hooks) {
  const stranger = names.find((name) => !hooks.includes(name));
  if (stranger) {
    throw new TypeError(`cannot use ${option}: \`${stranger}\` is not one of its hooks (${hooks.join(', ')})`);
  }
  return names;
}

function hookContext(call) {
  const { hook, stage, elapsedMs, context } = call.header;
  return Object.assign(createContext(call), {
    hook,
    contentType: context?.contentType,
    ...(hook === 'timeout' && { stage, elapsedMs }),
    respond: (value, options) => new Answer('respond', value, options),
    replace: (value, options) => new Answer('replace', value, options),
  });
}

/** JSON where it is JSON, else the bytes; `undefined` where there is no body. */
function parse(body) {
  if (body.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(body.toString());
  } catch {
    return body;
  }
}

function answerOf(hook, value) {
  if (value === undefined || hook === 'flush') {
    return { action: 'continue' };
  }
  const answer = value instanceof Answer ? value : new Answer(hook === 'timeout' ? 'respond' : 'replace', value);
  if (answer.action === 'respond' ? !MAY_RESPOND.has(hook) : hook === 'timeout') {
    throw new TypeError(`cannot ${answer.action} in the hook \`${hook}\``);
  }
  const { contentType } = answer;
  if (answer.value instanceof Uint8Array) {
    return { action: answer.action, contentType, body: answer.value };
  }
  const body = answer.value instanceof Error ? errorBody(answer.value) : toJson(answer.value);
  return { action: answer.action, contentType: contentType ?? JSON_TYPE, body };
}

/** The hooks and options among a module's exports; a default export that is an object stands for all of them. */
function hooksOf(exported) {
  const source = typeof exported.default === 'object' && exported.default !== null ? exported.default : exported;
  return Object.fromEntries(
    [...HOOKS, ...OPTIONS].filter((name) => name in source).map((name) => [name, source[name]]),
  );
}

function isStarted() {
  return process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
}

if (isStarted()) {
  const file = process.argv[2];
  await new Worker().run(async () => {
    if (file === undefined) {
      throw new TypeError('cannot run middleware: name its file, as in `middleware FILE`');
    }
    return roleOf(hooksOf(await importFile(path.resolve(file), file)));
  });
}
