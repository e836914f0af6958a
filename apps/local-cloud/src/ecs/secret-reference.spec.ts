import { parseSecretReference, resolveSecret, type GetSecret } from './secret-reference.ts';

const arn = 'arn:aws:secretsmanager:sa-east-1:000000000000:secret:edutechbr/lms/database-AbCdEf';
const holds =
  (text: string): GetSecret =>
  async () =>
    text;

describe('valueFrom', () => {
  it('names a whole secret', () => {
    expect(parseSecretReference(arn)).toEqual({ secretId: arn });
  });

  it('names a JSON key and a version', () => {
    expect(parseSecretReference(`${arn}:password::`)).toEqual({ secretId: arn, jsonKey: 'password' });
    expect(parseSecretReference(`${arn}::AWSPREVIOUS:`)).toEqual({
      secretId: arn,
      versionStage: 'AWSPREVIOUS',
    });
  });

  it.each([`${arn}:password`, `${arn}:password:`, `${arn}:password:stage:id`, 'plain-name'])(
    'refuses %s',
    (valueFrom) => {
      expect(() => parseSecretReference(valueFrom)).toThrow(
        /^ResourceInitializationError: unable to pull secrets/,
      );
    },
  );
});

describe('a secret', () => {
  it('is injected whole or by key; what is no text becomes JSON', async () => {
    const secret = holds('{"username":"lms","port":5432}');
    expect(await resolveSecret(arn, secret)).toBe('{"username":"lms","port":5432}');
    expect(await resolveSecret(`${arn}:username::`, secret)).toBe('lms');
    expect(await resolveSecret(`${arn}:port::`, secret)).toBe('5432');
  });

  it('without the key stops the task, in the words of ECS', async () => {
    await expect(resolveSecret(`${arn}:host::`, holds('{}'))).rejects.toThrow(
      'unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key host',
    );
  });

  it('that is missing stops the task, with the reason', async () => {
    const missing: GetSecret = async () => {
      throw Object.assign(new Error("Secrets Manager can't find the specified secret."), {
        name: 'ResourceNotFoundException',
      });
    };
    await expect(resolveSecret(`${arn}:host::`, missing)).rejects.toThrow(
      `failed to fetch secret ${arn} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    );
  });

  it('that is no JSON is never quoted', async () => {
    await expect(resolveSecret(`${arn}:host::`, holds('hunter2'))).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
