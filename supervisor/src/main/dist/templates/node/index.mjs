// The handler: gets the event, returns the response.
export const handler = async (event) => {
  const answer = await fetch('http://127.0.0.1:7071/count');
  return { statusCode: 200, body: `hello, ${event.name ?? 'world'}: call ${await answer.text()}` };
};
