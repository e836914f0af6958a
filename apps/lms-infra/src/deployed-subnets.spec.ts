import { refuseToMoveSubnets } from './deployed-subnets.ts';
import { loadStage } from './load-stage.ts';

const stage = loadStage({ LMS_STAGE: 'production' });

const resource = (type: string, attributes: Record<string, unknown>) => ({
  mode: 'managed',
  type,
  name: 'network',
  instances: [{ attributes }],
});
const deployed = {
  outputs: {},
  resources: [
    resource('aws_vpc', { cidr_block: '10.20.0.0/16' }),
    ...['a', 'b', 'c'].map((zone) => resource('aws_subnet', { availability_zone: `sa-east-1${zone}` })),
  ],
};
const refusal =
  (changes: object, state = deployed) =>
  () =>
    refuseToMoveSubnets({ ...stage, ...changes }, state);

describe('a deployed network', () => {
  it.each<[string, object]>([
    ['as it is', {}],
    ['in another order of its zones', { availabilityZones: ['sa-east-1c', 'sa-east-1a', 'sa-east-1b'] }],
    ['with one more zone', { availabilityZones: [...stage.availabilityZones, 'sa-east-1d'] }],
  ])('is deployed again %s', (_how, changes) => {
    expect(refusal(changes)).not.toThrow();
  });

  it('keeps its range: the subnets would go, with all that is in them', () => {
    expect(refusal({ vpcCidrBlock: '10.40.0.0/16' })).toThrow(
      /vpcCidrBlock must stay 10\.20\.0\.0\/16 .*, got 10\.40\.0\.0\/16\. .*another ENVIRONMENT_SUFFIX/,
    );
  });

  it('keeps its zones', () => {
    expect(refusal({ availabilityZones: ['sa-east-1a', 'sa-east-1b'] })).toThrow(
      /availabilityZones must keep sa-east-1c .*destroy production-main/,
    );
  });

  it('that is not there yet may become any', () => {
    expect(refusal({ vpcCidrBlock: '10.40.0.0/16' }, { outputs: {}, resources: [] })).not.toThrow();
  });
});
