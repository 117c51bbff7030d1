// Greets whoever the event names, with the help of a service that discovery knows.
import http from 'node:http';

const discovery = process.env.OPEN_RUNTIME_DISCOVERY;

export const handler = async (event) => {
  const service = JSON.parse(await get(`${discovery}/v1/services/greeter`));
  const { host, port } = service.endpoints[0];
  const greeting = await get(`http://${host}:${port}/greet?name=${encodeURIComponent(event.name)}`);
  console.log('greeted', event.name);
  return { statusCode: 200, body: `${greeting} (questions: help@example.com)` };
};

const get = (url) =>
  new Promise((resolve, reject) => {
    http.get(url, async (response) => {
      response.setEncoding('utf8');
      const body = (await response.toArray()).join('');
      if (response.statusCode === 200) {
        resolve(body);
      } else {
        reject(new Error(`${url} answered ${response.statusCode}: ${body}`));
      }
    }).on('error', reject);
  });
