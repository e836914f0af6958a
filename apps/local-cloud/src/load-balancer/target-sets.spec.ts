import { targetGroup } from '../testing/target-group.ts';
import type { Servers } from './target-set.ts';
import { TargetSets } from './target-sets.ts';

const other = { ...targetGroup, arn: `${targetGroup.arn}-of-another-stage` };
const targetOf = ({ arn }: typeof targetGroup) => ({
  targetGroupArn: arn,
  address: '127.10.0.1',
  port: 8080,
  availabilityZone: 'sa-east-1a',
});

const servers: Servers = {
  addServer: async () => undefined,
  makeReady: async () => undefined,
  setShare: async () => undefined,
  drain: async () => undefined,
  removeServer: async () => true,
};

/** An emulator that has these target groups. */
const emulatorWith = (...groups: (typeof targetGroup)[]) => ({
  setTargetHealth: async (arn: string) => {
    if (!groups.some((group) => group.arn === arn)) throw new Error(`no target group ${arn}`);
  },
});

const isInitial = [{ availabilityZone: 'sa-east-1a', state: 'initial' }];

it('a target that was registered before its group was read is there once it is read', async () => {
  const sets = new TargetSets(emulatorWith(targetGroup));
  sets.register(targetOf(targetGroup));
  expect(sets.inUse).toEqual([]);
  await sets.follow([targetGroup]);
  expect(sets.inUse.flatMap((set) => set.inUse())).toEqual(isInitial);
});

it('a target that was gone before its group was read is not there afterwards', async () => {
  const sets = new TargetSets(emulatorWith(targetGroup));
  sets.register(targetOf(targetGroup));
  await sets.deregister(targetOf(targetGroup), servers, { immediately: true, leastSeconds: 0 });
  await sets.follow([targetGroup]);
  expect(sets.inUse.flatMap((set) => set.inUse())).toEqual([]);
});

it('a new deregistration delay counts at once, and the servers stay in HAProxy', async () => {
  const sets = new TargetSets(emulatorWith(targetGroup));
  const added = jest.fn(async () => undefined);
  const refresh = () => sets.of(targetGroup.arn)?.refresh({ ...servers, addServer: added }, [], () => true);
  await sets.follow([targetGroup]);
  sets.register(targetOf(targetGroup));
  await refresh();
  sets.update([{ ...targetGroup, deregistrationDelaySeconds: 7 }]);
  await refresh();
  expect(sets.of(targetGroup.arn)?.group.deregistrationDelaySeconds).toBe(7);
  expect(added).toHaveBeenCalledTimes(1);
});

it('a stage that was destroyed does not keep the next one from its targets', async () => {
  const sets = new TargetSets(emulatorWith(other));
  await sets.follow([targetGroup]);
  sets.register(targetOf(targetGroup));
  await sets.of(targetGroup.arn)?.remove('127.10.0.1', servers, 0);
  await sets.follow([]);
  sets.register(targetOf(other));
  await sets.follow([other]);
  expect(sets.inUse.flatMap((set) => set.inUse())).toEqual(isInitial);
  expect(sets.of(targetGroup.arn)).toBeUndefined();
});

it('a group that is gone with its targets does not, either', async () => {
  const sets = new TargetSets(emulatorWith(other));
  await sets.follow([targetGroup]);
  sets.register(targetOf(targetGroup));
  sets.register(targetOf(other));
  await expect(sets.follow([other])).rejects.toThrow('no target group');
  expect(sets.inUse.flatMap((set) => set.inUse())).toEqual(isInitial);
});

it('targets of a group to which no listener forwards any more stay registered', async () => {
  const sets = new TargetSets(emulatorWith(targetGroup));
  await sets.follow([targetGroup]);
  sets.register(targetOf(targetGroup));
  await sets.follow([]);
  expect(sets.inUse).toEqual([]);
  await sets.follow([targetGroup]);
  expect(sets.inUse.flatMap((set) => set.inUse())).toEqual(isInitial);
});
