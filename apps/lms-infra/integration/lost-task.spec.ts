import { waitUntilServicesStable, waitUntilTasksStopped } from '@aws-sdk/client-ecs';
import { setTimeout as sleep } from 'node:timers/promises';
import { request, outputs, reusedConnections } from './deployed-stage.ts';
import { signedHeaders } from './signed-request.ts';
import { describeTasks, ecs, signIn } from './launch.ts';

jest.setTimeout(120_000);

const { awsEndpoint } = outputs;
const patience = { client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 2 };

async function killTask(taskArn: string) {
  const order = new URL('/_local/faults/kill-task', awsEndpoint);
  const asking = { method: 'POST', body: JSON.stringify({ taskArn }) };
  const headers = await signedHeaders({ ...asking, path: order.pathname, headers: { host: order.host } });
  const answer = await fetch(order, { ...asking, headers });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The stage is left as it was found: a task that has just started has not passed its first health check. */
async function waitUntilHealthy(): Promise<void> {
  while (!(await describeTasks()).every(({ healthStatus }) => healthStatus === 'HEALTHY')) await sleep(500);
}

/** Its status, or why there was none. */
const outcome = (answer: ReturnType<typeof request>): Promise<unknown> =>
  answer.then(
    ({ status }) => status,
    ({ cause }: { cause?: { code: string } }) => cause?.code,
  );

// On AWS no call kills a task, and its load balancer answers 502.
(awsEndpoint ? describe : describe.skip)('the load balancer of the local stage', () => {
  it('closes a connection that was used before without an answer when the target dies', async () => {
    const headers = { cookie: await signIn('student-integration') };
    const dispatcher = reusedConnections();
    const twelve = (path: string, signal: AbortSignal | null = null) =>
      Array.from({ length: 12 }, () => request(path, { headers, dispatcher, signal }));
    const openCourse = async () => {
      const answers = await Promise.all(twelve('/courses'));
      const [list] = await Promise.all(answers.map((answer) => answer.json()));
      return (list as { courses: { id: string }[] }).courses[0]?.id;
    };
    // So often that the load balancer keeps its connections to the targets.
    for (let round = 0; round < 50; round++) await openCourse();
    const courseId = await openCourse();
    const enough = new AbortController();
    const lectures = twelve(`/courses/${courseId}/live`, enough.signal).map(outcome);
    const taskArn = (await describeTasks())[0]?.taskArn ?? '';
    await killTask(taskArn);
    const cluster = outputs.clusterName;
    await waitUntilTasksStopped(patience, { cluster, tasks: [taskArn] });
    await waitUntilServicesStable(patience, { cluster, services: [outputs.serviceName] });
    enough.abort();
    expect(await Promise.all(lectures)).toContain('UND_ERR_SOCKET');
    await dispatcher.close();
    await waitUntilHealthy();
  });
});
