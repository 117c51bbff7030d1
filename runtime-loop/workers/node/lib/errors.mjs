const KIT = new URL('..', import.meta.url).href;

/** An error of the runtime itself, of one of the platform's types such as `Runtime.HandlerNotFound`. */
export class RuntimeFault extends Error {
  constructor(type, message, cause) {
    super(message, { cause });
    this.name = type;
    this.stack = cause?.stack ?? `${type}: ${message}`;
  }
}

/** The body that reports anything thrown: `errorType`, `errorMessage`, `stackTrace` without the kit's own frames. */
export function errorBody(thrown) {
  return Buffer.from(JSON.stringify(describe(thrown)));
}

function describe(thrown) {
  if (!isError(thrown)) {
    return { errorType: typeof thrown, errorMessage: textOf(thrown), stackTrace: [] };
  }
  return { errorType: String(thrown.name), errorMessage: String(thrown.message), stackTrace: stackOf(thrown) };
}

function stackOf(thrown) {
  const stack = typeof thrown.stack === 'string' ? thrown.stack.split('\n') : [];
  return stack.filter((line) => !line.includes(KIT) && !line.includes('node:internal/'));
}

/** The places alone, without the line that says what was thrown. */
export function framesOf(error) {
  return stackOf(error).slice(1);
}

/** Errors of another realm (a `vm` context, a test runner) are no `instanceof Error`. */
function isError(thrown) {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

function textOf(value) {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value); // an object without a prototype has no text of its own
  }
}
