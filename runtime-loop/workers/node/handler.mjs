// Runs a function handler: `_HANDLER=module.function`, looked up in LAMBDA_TASK_ROOT or the working directory.
import { createContext } from './lib/context.mjs';
import { eventFromJson, JSON_TYPE, toJson } from './lib/json.mjs';
import { loadHandler } from './lib/load.mjs';
import { Worker } from './lib/worker.mjs';

const worker = new Worker();

await worker.run(async () => {
  const handler = await loadHandler(process.env._HANDLER ?? '', process.env.LAMBDA_TASK_ROOT ?? process.cwd());
  const call = handler.length > 2 ? callWithCallback : (run, event, context) => run(event, context);
  return {
    hooks: ['handle'],
    async call(invocation, body) {
      const result = await call(handler, eventFromJson(body), createContext(invocation));
      return { action: 'respond', contentType: JSON_TYPE, body: toJson(result) };
    },
  };
});

/**
 * A handler that declares a third parameter may call back instead of returning a promise. As on the platform, the
 * answer then waits for the event loop to run empty, unless it sets `callbackWaitsForEmptyEventLoop` to false.
 */
function callWithCallback(handler, event, context) {
  return new Promise((resolve, reject) => {
    let settle = () => resolve(null); // the event loop ran empty and nobody called back
    let answered = false;
    const answer = () => {
      answered = true;
      process.off('beforeExit', answer);
      worker.input.ref();
      settle();
    };
    const returned = handler(event, context, (error, result) => {
      settle = () => (error ? reject(error) : resolve(result));
      if (!context.callbackWaitsForEmptyEventLoop) {
        answer();
      }
    });
    if (typeof returned?.then === 'function') {
      resolve(returned);
    } else if (!answered) {
      process.on('beforeExit', answer);
      worker.input.unref(); // from here on only the function's own work keeps the loop busy
    }
  });
}
