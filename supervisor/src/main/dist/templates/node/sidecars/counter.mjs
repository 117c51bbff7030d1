// A sidecar: any program. This one counts calls over HTTP, and says on /ready when it can.
import http from 'node:http';

let count = 0;
http
  .createServer((request, response) => response.end(request.url === '/ready' ? 'ready' : String(++count)))
  .listen(Number(process.argv[2]), '127.0.0.1');
