import { signIamToken } from './iam-token.ts';

const sign = (signingDate: Date) =>
  signIamToken(
    {
      region: 'sa-east-1',
      replicationGroupId: 'replication-group-production-dev',
      user: 'lms',
      credentials: async () => ({
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'key',
        sessionToken: 'a+b/c=',
      }),
    },
    signingDate,
  );

describe('the IAM token', () => {
  it('is a presigned connect request without its scheme, valid for 15 minutes', async () => {
    const token = await sign(new Date('2026-11-23T20:30:00Z'));
    const [address, query] = token.split('?');
    expect(address).toBe('replication-group-production-dev/');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      Action: 'connect',
      User: 'lms',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIDEXAMPLE/20261123/sa-east-1/elasticache/aws4_request',
      'X-Amz-Date': '20261123T203000Z',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'a+b/c=',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is signed anew at each connection', async () => {
    const first = await sign(new Date('2026-11-23T20:30:00Z'));
    expect(await sign(new Date('2026-11-23T20:30:01Z'))).not.toBe(first);
  });
});
