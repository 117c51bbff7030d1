// A checkout that takes too long is worth another try; callers of anything else get the error as it is.
export const timeout = (event) =>
  event.path === '/checkout'
    ? { statusCode: 503, headers: { 'retry-after': '2' }, body: 'payments are slow, please try again' }
    : undefined;
