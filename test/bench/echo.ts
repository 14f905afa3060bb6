import { once } from 'node:events';
import express from 'express';

/** A child program: the least that a JSON service on Express can be. Says its address on stderr, as the assistant does. */
const app = express();
app.use(express.json());
app.post('/api/chat', (request, response) => void response.json(request.body));
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.stderr.write(`echo: http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/\n`);
