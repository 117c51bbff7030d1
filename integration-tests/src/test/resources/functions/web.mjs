// A function behind its URL: a page that wants a cookie, and else a mirror of the event.
import { readFileSync } from 'node:fs';

const page = (statusCode, headers, body) => ({ statusCode, headers: { 'content-type': 'text/html', ...headers }, body });

const routes = {
  '/login': () => ({ ...page(302, { location: '/home' }, ''), cookies: ['user=Ada; Path=/', 'theme=dark; HttpOnly'] }),
  '/home': (event) =>
    event.cookies?.includes('user=Ada') ? page(200, {}, `<h1>hello, ${event.cookies.join(' and ')}</h1>`) : page(401, {}, 'who?'),
  '/form': (event) => new URLSearchParams(Buffer.from(event.body, 'base64').toString()).get('name'),
  '/image': () => ({
    statusCode: 200,
    headers: { 'content-type': 'image/gif' },
    body: Buffer.from([71, 73, 70, 0, 255]).toString('base64'),
    isBase64Encoded: true,
  }),
  '/sample': () => JSON.parse(readFileSync('answer.json', 'utf8')),
  '/fail': () => {
    throw new Error('nobody shall see this');
  },
};

export const handler = async (event) => (routes[event.rawPath] ?? ((mirrored) => mirrored))(event);
