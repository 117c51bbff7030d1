// A middleware: `before` gets the event and `after` the response; what they return takes its place.
const began = new Map(); // by request id: this process outlives the invocation

export const before = (event, context) => {
  began.set(context.awsRequestId, performance.now());
  return event;
};

export const after = (response, context) => {
  const spent = performance.now() - began.get(context.awsRequestId);
  began.delete(context.awsRequestId);
  return { ...response, headers: { ...response.headers, 'x-spent-ms': spent.toFixed(1) } };
};

export const error = (error, context) => {
  began.delete(context.awsRequestId);
};
