import { RuntimeFault } from './errors.mjs';

const NO_MEMBERS = {};

/** What doesn't change while a process lives; a look into the environment is a call out of JavaScript. */
const FUNCTION = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
};

/**
 * The context object of one call: what functions know from the platform, then `signal`, `progress`, `metric` and
 * `deadlineMs`.
 * The functions are enumerable own members and need no `this`, as on the platform.
 */
export function createContext(call) {
  const { deadlineMs, context = NO_MEMBERS } = call.header;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: FUNCTION.functionName,
    functionVersion: FUNCTION.functionVersion,
    memoryLimitInMB: FUNCTION.memoryLimitInMB,
    logGroupName: FUNCTION.logGroupName,
    logStreamName: FUNCTION.logStreamName,
    awsRequestId: context.requestId,
    invokedFunctionArn: context.functionArn,
    tenantId: context.tenantId,
    clientContext: parse('clientContext', context.clientContext),
    identity: parse('identity', context.identity),
    deadlineMs,
    platformDeadlineMs: context.platformDeadlineMs,
    /** Until this call must be answered: the soft deadline, or the hook's timeout where that is earlier. */
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    /** What the function is doing now; shown in the error if it runs out of time. */
    progress: (note) => call.progress(note),
    /** Measures something: adds to a counter unless `kind` says otherwise. */
    metric: (name, value, more) => call.metric(name, value, more),
    /** Aborted when the supervisor cancels this call. */
    get signal() {
      return call.signal;
    },
  };
}

function parse(name, text) {
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RuntimeFault('Runtime.LambdaContextUnmarshalError', `cannot read ${name} as JSON: ${error.message}`);
  }
}
