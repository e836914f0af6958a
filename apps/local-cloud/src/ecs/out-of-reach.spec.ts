import { requireLogs, requireMountTarget, requireRegistry, requireSecretsManager } from './out-of-reach.ts';

const why = 'private has no route to 0.0.0.0/0';

/** Reaches all AWS services but one. */
const without = (unreachable: string) => ({
  refusalToService: (service: string) => (service === unreachable ? why : undefined),
});

const image = '000000000000.dkr.ecr.sa-east-1.amazonaws.com/reference-lms@sha256:f00';

describe('a task does not start when it does not reach', () => {
  it('the registry, which signs ECS in', () => {
    expect(() => requireRegistry(image, without('ecr.api'))).toThrow(
      /^ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR\. Check your task network configuration\. .* i\/o timeout \(local stage: private has no route to 0\.0\.0\.0\/0\)$/,
    );
  });

  it.each(['ecr.dkr', 's3'])('%s, which has the image', (service) => {
    expect(() => requireRegistry(image, without(service))).toThrow(
      /^CannotPullContainerError: The task cannot pull \S+ from the registry 000000000000\.dkr\.ecr\.sa-east-1\.amazonaws\.com\/reference-lms\. There is a connection issue between the task and the registry\. .* i\/o timeout \(local stage: private/,
    );
  });

  it('Secrets Manager', () => {
    expect(() => requireSecretsManager('arn:secret', without('secretsmanager'))).toThrow(
      /^ResourceInitializationError: .* unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager\. .* failed to fetch secret arn:secret .* context deadline exceeded \(local stage: private/,
    );
  });

  it('CloudWatch Logs', () => {
    expect(() => requireLogs(without('logs'))).toThrow(
      /^ResourceInitializationError: failed to validate logger args: .* connection issue between the task and Amazon CloudWatch\. .* signal: killed \(local stage: private/,
    );
  });

  it('the mount target of its zone', () => {
    const mountTarget = { subnetId: 'private-a', securityGroupIds: ['sg-efs'] };
    const network = { refusalTo: (_at: object, port: number) => (port === 2049 ? why : undefined) };
    expect(() => requireMountTarget(mountTarget, network)).toThrow(
      /^ResourceInitializationError: failed to invoke EFS utils commands .* b'mount\.nfs4: Connection timed out' .*; code: 32 \(local stage: private/,
    );
  });
});

it('starts when it reaches them', () => {
  expect(() => requireRegistry(image, without('nothing'))).not.toThrow();
  expect(() => requireSecretsManager('arn:secret', without('nothing'))).not.toThrow();
  expect(() => requireLogs(without('nothing'))).not.toThrow();
});
