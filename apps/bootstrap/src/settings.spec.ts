import { previewStage, productionStage } from '@edutechbr/lms-infra';
import { loadStage } from '@edutechbr/lms-infra/program';
import { account } from './account.ts';
import { bootstrapSettings, refusePlaceholders, type Account } from './settings.ts';

const stages: Parameters<typeof bootstrapSettings>[1] = {
  preview: previewStage,
  production: productionStage,
};
const ofProduction = (changed: Partial<Account> = {}, others = stages) =>
  bootstrapSettings(loadStage({ LMS_STAGE: 'production' }), others, { ...account, ...changed });

it('serves all stages of the account', () => {
  expect(ofProduction().stages.map(({ name }) => name)).toEqual(['preview', 'production']);
});

it('leaves out a stage that has an account of its own', () => {
  const preview = { ...previewStage, accountId: '210987654321' };
  expect(ofProduction({}, { ...stages, preview }).stages.map(({ name }) => name)).toEqual(['production']);
});

it("knows the database's VPC where a peering leads to it, and none where others lead", () => {
  const network = { type: 'reachable' as const, cidrBlocks: ['10.99.0.0/16'] };
  const preview = { ...previewStage, database: { ...previewStage.database, network } };
  const [ofPreview, ofMain] = ofProduction({}, { ...stages, preview }).stages;
  expect(ofPreview?.databaseVpc).toBeUndefined();
  expect(ofMain?.databaseVpc).toMatchObject({ vpcId: 'vpc-00000000000000000' });
});

it("rehearses both stages in the local stage's account", () => {
  const settings = bootstrapSettings(loadStage({}), stages, account);
  expect(settings).toMatchObject({ accountId: '000000000000', awsEndpoint: 'http://127.0.0.1:14566' });
  expect(settings.stages).toHaveLength(2);
  expect(JSON.stringify(settings)).not.toContain(productionStage.accountId);
});

it.each<[Partial<Account>, string]>([
  [
    { githubRepository: 'edutechbr' },
    'githubRepository must be OWNER/NAME of a repository on GitHub, got "edutechbr"',
  ],
  [{ githubRepository: 'a/b:*' }, 'githubRepository must be OWNER/NAME'],
  [{ suffixes: { preview: [], production: ['main'] } }, 'suffixes.preview must name at least one suffix'],
  [
    { suffixes: { preview: ['preview'], production: ['*'] } },
    'suffixes.production.0 must be a suffix, or its beginning and -*',
  ],
  [
    { suffixes: { preview: ['preview'], production: ['pr-7'] } },
    'suffixes.production must neither be preview nor begin with preview- or pr-',
  ],
  [
    { suffixes: { preview: ['main'], production: ['main'] } },
    'suffixes.preview must be preview, or begin with',
  ],
  [
    { suffixes: { preview: ['preview'], production: ['bootstrap'] } },
    'suffixes.production must neither be bootstrap nor begin with bootstrap-',
  ],
])('refuses %j by name, rule and value', (changed, message) => {
  expect(() => ofProduction(changed)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
  );
});

it('refuses two state buckets in one account', () => {
  const preview = { ...previewStage, backend: { type: 's3' as const, bucket: 'another' } };
  expect(() => ofProduction({}, { ...stages, preview })).toThrow(
    'backend.bucket must be the same in all stages of an account, got ["another",',
  );
});

it("trusts nobody's workflows while the repository is a placeholder", () => {
  expect(() => refusePlaceholders(ofProduction())).toThrow(
    'githubRepository must be your own, got "example-org/',
  );
});
