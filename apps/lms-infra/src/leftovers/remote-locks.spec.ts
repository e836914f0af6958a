import { NoSuchKey } from '@aws-sdk/client-s3';
import { checkStage, loadStage } from '../load-stage.ts';
import { initialize } from '../terraform.ts';
import { fakeAws } from '../testing/fake-aws.ts';
import type { Workbench } from '../workbench.ts';
import { refuseLockedStates } from './remote-locks.ts';

jest.mock('../terraform.ts', () => ({
  ...jest.requireActual<object>('../terraform.ts'),
  initialize: jest.fn(),
}));
afterEach(() => jest.restoreAllMocks());

/** What Terraform 1.11.4 left in the local cloud's S3 when it was killed (SIGKILL) in an apply; the path alone is another. */
const left = JSON.stringify({
  ID: '3f72729c-8080-0f9c-fa63-23c1495d0613',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'root@vm',
  Version: '1.11.4',
  Created: '2026-11-28T12:57:27.350540247Z',
  Path: 'terraform-state-123456789012-production-bootstrap/edutechbr-lms/production-main/cache.tfstate',
});

const workbench = (stage = loadStage({ LMS_STAGE: 'production' })): Workbench => ({
  stage,
  projectRoot: '/lms/apps/lms-infra',
  terraform: '/usr/bin/terraform',
  env: {},
  signal: new AbortController().signal,
});

/** S3 as it answers where only the cache's state is locked. */
const s3 = {
  GetObject: ({ Key = '' }: { Key?: string }) =>
    Key === 'edutechbr-lms/production-main/cache.tfstate.tflock'
      ? { Body: { transformToString: async () => left } }
      : new NoSuchKey({ $metadata: {}, message: '' }),
};

it('of a killed Terraform is refused with the line that releases it, which works in that folder', async () => {
  fakeAws(s3);
  await expect(refuseLockedStates(workbench(), ['network', 'cache'])).rejects.toMatchObject({
    exitCode: 3,
    message:
      'the state of stack cache is locked by apply of root@vm since 2026-11-28T12:57:27.350540247Z: wait until that has ended. ' +
      'If it was killed: /usr/bin/terraform -chdir=/lms/apps/lms-infra/cdktf.out/stacks/cache force-unlock -force 3f72729c-8080-0f9c-fa63-23c1495d0613',
  });
  expect(initialize).toHaveBeenCalledWith(expect.anything(), ['cache']);
});

it("of another stack is in nobody's way", async () => {
  fakeAws(s3);
  await refuseLockedStates(workbench(), ['network']);
});

it('is not looked for where states are files', async () => {
  const sent = fakeAws(s3);
  await refuseLockedStates(workbench(checkStage({ ...loadStage({}) })), ['cache']);
  expect(sent).toEqual([]);
});
