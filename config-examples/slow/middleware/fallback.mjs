// Called when the soft deadline is reached; answers only those who asked for an HTTP answer.
export const timeout = (event, { stage, elapsedMs, respond }) =>
  event.http
    ? respond({ statusCode: 503, headers: { 'retry-after': '5' }, body: `${stage} is busy after ${elapsedMs} ms` })
    : undefined;
