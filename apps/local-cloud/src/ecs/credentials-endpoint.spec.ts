import getPort from 'get-port';
import { CredentialsEndpoint } from './credentials-endpoint.ts';

const roleArn = 'arn:aws:iam::000000000000:role/task';

let endpoint: CredentialsEndpoint;
beforeEach(async () => {
  endpoint = new CredentialsEndpoint(await getPort());
  await endpoint.start();
});
afterEach(() => endpoint.stop());

it('gives a task the credentials of its role until it has ended', async () => {
  const url = endpoint.grant(roleArn);
  await expect((await fetch(url)).json()).resolves.toMatchObject({ RoleArn: roleArn });
  endpoint.revoke(url);
  expect((await fetch(url)).status).toBe(404);
});

it('gives nothing to who does not know the path, and nothing to a web page', async () => {
  const url = endpoint.grant(roleArn);
  expect((await fetch(new URL('/v2/credentials/', url))).status).toBe(404);
  expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(404);
});
