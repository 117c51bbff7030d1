export const handler = awslambda.streamifyResponse(async (event, plain) => {
  const stream = awslambda.HttpResponseStream.from(plain, { statusCode: 200, headers: { "content-type": "text/plain" } });
  for (let second = 3; second > 0; second--) {
    stream.write(`${second}\n`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  stream.end("lift-off\n");
});
