// Hangs where it is told to, after saying how far it came.
function settle(event) {
  while (event.spin); // keeps the event loop busy: no cancel is heard, no timer runs
}

export const handler = async (event, context) => {
  context.progress('asking payments');
  settle(event);
  if (event.hang) {
    await new Promise(() => setInterval(() => {}, 60_000));
  }
  return { statusCode: 200, body: 'paid' };
};
