import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseOtherDeployments } from './deployments.ts';

let workspace: string;

beforeEach(() => (workspace = mkdtempSync(join(tmpdir(), 'deployments-'))));
afterEach(() => rmSync(workspace, { recursive: true }));

function writeState(deployment: string, state: string): void {
  const folder = join(workspace, 'apps/lms-infra/state', deployment);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'network.tfstate'), state);
}

const deployed = JSON.stringify({ version: 4, resources: [{ mode: 'managed', type: 'aws_vpc' }] });

it('refuses a second deployment, and names the first one and what ends it', () => {
  writeState('local-demo', deployed);
  expect(() => refuseOtherDeployments({ workspace }, 'dev')).toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(
        /local-dev cannot be deployed beside local-demo.*ENVIRONMENT_SUFFIX=demo npx nx run lms-infra:destroy/,
      ),
    }),
  );
});

it('takes half a state of a killed Terraform for a deployment', () => {
  writeState('local-demo', '{"version": 4, "resou');
  expect(() => refuseOtherDeployments({ workspace }, 'dev')).toThrow('local-demo');
});

it('lets the same deployment be deployed again, and another one after the first was destroyed', () => {
  writeState('local-dev', deployed);
  writeState('local-demo', JSON.stringify({ version: 4, resources: [] }));
  expect(() => refuseOtherDeployments({ workspace }, 'dev')).not.toThrow();
});
