// Calls a function by the AWS SDK for JavaScript, unmodified but for the endpoint, and prints what came back as JSON.
// node call.mjs http://127.0.0.1:9000
import { InvokeCommand, InvokeWithResponseStreamCommand, LambdaClient } from '@aws-sdk/client-lambda';

const lambda = new LambdaClient({
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

const invoke = async (event, input = {}) => {
  try {
    const answer = await lambda.send(new InvokeCommand({ FunctionName: 'function', Payload: event, ...input }));
    return {
      status: answer.StatusCode,
      functionError: answer.FunctionError,
      version: answer.ExecutedVersion,
      payload: Buffer.from(answer.Payload ?? []).toString(),
      log: answer.LogResult && Buffer.from(answer.LogResult, 'base64').toString(),
      requestId: answer.$metadata.requestId,
    };
  } catch (error) {
    return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode, type: error.Type };
  }
};

const streamed = async (event) => {
  const answer = await lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'function', Payload: event }));
  let payload = '';
  let complete;
  for await (const part of answer.EventStream) {
    if (part.PayloadChunk) payload += Buffer.from(part.PayloadChunk.Payload).toString();
    if (part.InvokeComplete) complete = part.InvokeComplete;
  }
  return { status: answer.StatusCode, version: answer.ExecutedVersion, payload, complete };
};

const callers = Array.from({ length: 12 }, (_, caller) => invoke(JSON.stringify({ caller })));
const ClientContext = Buffer.from('{"custom":{"name":"Zo\u00eb"}}').toString('base64');

console.log(
  JSON.stringify({
    concurrent: (await Promise.all(callers)).map((answer) => answer.payload),
    plain: await invoke('{"a":1}'),
    failed: await invoke('{"do":"throw"}'),
    event: await invoke('{"do":"print"}', { InvocationType: 'Event' }),
    dryRun: await invoke('{}', { InvocationType: 'DryRun' }),
    tail: await invoke('{"do":"print"}', { LogType: 'Tail' }),
    context: await invoke('{"do":"context"}', { ClientContext, Qualifier: 'live', TenantId: 'tenant 7' }),
    streamed: await streamed('{"c":3}'),
    streamedFailure: await streamed('{"do":"throw"}'),
    unknown: await invoke('{}', { FunctionName: 'other' }),
    malformed: await invoke('{no json'),
    crashed: await invoke('{"do":"crash"}'),
    after: await invoke('{"b":2}'),
  }),
);
