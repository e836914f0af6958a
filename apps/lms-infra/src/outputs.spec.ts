import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackNames, type StackName } from './app.ts';
import { loadStage } from './load-stage.ts';
import { outputsFile, refreshOutputs } from './outputs.ts';
import type { Workbench } from './workbench.ts';

/** What Terraform knows of each stack once it is deployed. */
const outputs: Record<StackName, Record<string, string>> = {
  network: { vpcId: 'vpc-1' },
  cache: { replicationGroupId: 'redis-1' },
  storage: { fileSystemId: 'fs-1' },
  edge: {
    loadBalancerDnsName: 'alb-1.elb.example',
    loadBalancerFullName: 'app/1',
    targetGroupFullName: 'targetgroup/1',
  },
  service: { clusterName: 'cluster-1', serviceName: 'service-1', logGroupName: 'logs-1' },
};

describe('the outputs after one stack was deployed', () => {
  const projectRoot = mkdtempSync(join(tmpdir(), 'lms-infra-outputs-'));
  afterAll(() => rmSync(projectRoot, { recursive: true }));

  const terraform = join(projectRoot, 'terraform');
  const versions = {
    terraform_version: '1.11.4',
    provider_selections: { 'registry.terraform.io/hashicorp/aws': '6.25.0' },
  };
  const answers = [`state) cat state.json;;`, `version) echo '${JSON.stringify(versions)}';;`];
  writeFileSync(terraform, `#!/bin/sh\ncase $1 in\n${answers.join('\n')}\nesac\n`, { mode: 0o755 });

  const stage = loadStage({ ENVIRONMENT_SUFFIX: 'spec' });
  const workbench: Workbench = {
    stage,
    projectRoot,
    terraform,
    env: {},
    signal: new AbortController().signal,
  };

  const haveState = (stack: StackName, state: object) => {
    const folder = join(projectRoot, 'cdktf.out/stacks', stack);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
  };
  const haveDeployed = (stack: StackName) =>
    haveState(stack, {
      outputs: Object.fromEntries(Object.entries(outputs[stack]).map(([name, value]) => [name, { value }])),
      resources: [{ mode: 'managed', type: 'aws_vpc', name: stack, instances: [{ attributes: {} }] }],
    });

  it('are not written while another stack is missing', async () => {
    for (const stack of stackNames) haveDeployed(stack);
    haveState('edge', {});
    await refreshOutputs(workbench, ['service']);
    expect(existsSync(outputsFile(workbench))).toBe(false);
  });

  it('are written anew when all stacks are there', async () => {
    haveDeployed('edge');
    await refreshOutputs(workbench, ['service']);
    expect(JSON.parse(readFileSync(outputsFile(workbench), 'utf8'))).toMatchObject({
      url: stage.url,
      region: stage.region,
      awsCredentialsFile: expect.stringMatching(/\.local-cloud\/aws-credentials$/),
      databaseInstanceIdentifier: 'lms-database',
      terraformVersion: '1.11.4',
      awsProviderVersion: '6.25.0',
      ...Object.assign({}, ...Object.values(outputs)),
    });
  });
});
