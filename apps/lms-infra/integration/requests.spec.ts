import { CreateUserCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { existsSync, readFileSync } from 'node:fs';
import { localCloudFile } from '../src/project-root.ts';
import { aws, outputs } from './deployed-stage.ts';

/** ElastiCache takes 40 characters. */
const tooLong = 'u'.repeat(41);

interface Refusal {
  readonly operation: string | null;
  readonly violations: readonly { readonly value: string }[];
}

/** The requests that the local stage's endpoint has refused since its start. */
function refusals(): Refusal[] {
  const file = localCloudFile('logs/request-violations.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as Refusal);
}

const isPlanted = ({ violations }: Refusal) => violations.some(({ value }) => value === `"${tooLong}"`);

// AWS refuses by itself.
(outputs.awsEndpoint ? describe : describe.skip)("requests, held against AWS's service models", () => {
  it('are refused where they do not keep to them', async () => {
    const user = { UserName: tooLong, Engine: 'redis', AccessString: 'off', NoPasswordRequired: true };
    const created = new ElastiCacheClient(aws).send(new CreateUserCommand({ UserId: tooLong, ...user }));
    await expect(created).rejects.toThrow("at 'UserId' failed to satisfy constraint");
    expect(refusals().filter(isPlanted)).not.toEqual([]);
  });

  it('keep to them, whoever sent them since the local cloud was started', () => {
    expect(refusals().filter((refusal) => !isPlanted(refusal))).toEqual([]);
  });
});
