// Hangs where it is told to, after saying how far it came.
export const handler = async (event, context) => {
  context.progress('asking payments');
  if (event.hang) {
    await new Promise(() => setInterval(() => {}, 60_000));
  }
  return { statusCode: 200, body: 'paid' };
};
