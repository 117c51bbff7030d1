// Outside auth, so it sees the response whoever made it.
export const after = (response, context) => ({
  ...response,
  headers: { ...response.headers, 'x-request-id': context.awsRequestId },
});
