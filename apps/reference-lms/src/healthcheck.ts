import { get } from 'node:http';

/** Asks this container's own `/livez`, for the health check of ECS; Node's own client starts in half of fetch's time. */
const host = process.env['HOST'] ?? '127.0.0.1';
const request = get(
  {
    host: host === '0.0.0.0' ? '127.0.0.1' : host,
    port: process.env['PORT'] ?? 8080,
    path: '/livez',
    timeout: 4000,
  },
  ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => request.destroy(new Error('timeout')));
request.on('error', () => process.exit(1));
