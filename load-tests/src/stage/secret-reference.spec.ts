import { parseSecretReference } from './secret-reference.ts';

const arn = 'arn:aws:secretsmanager:sa-east-1:123456789012:secret:edutechbr/lms/launch-key-AbCdEf';

describe("ECS's reference to a secret", () => {
  it('is split into the secret and its JSON key', () => {
    expect(parseSecretReference(`${arn}:launchKey::`)).toEqual({ secretArn: arn, jsonKey: 'launchKey' });
  });

  it('may mean the whole secret', () => {
    expect(parseSecretReference(arn)).toEqual({ secretArn: arn });
    expect(parseSecretReference(`${arn}:::`)).toEqual({ secretArn: arn });
  });

  it('is none of Secrets Manager when it is something else', () => {
    expect(parseSecretReference('arn:aws:ssm:sa-east-1:123456789012:parameter/launch-key')).toBeUndefined();
    expect(parseSecretReference('plain text')).toBeUndefined();
    expect(parseSecretReference('')).toBeUndefined();
  });
});
