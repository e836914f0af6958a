import { waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { outputs, request, reusedConnections } from './deployed-stage.ts';
import { describeTasks, ecs, signIn } from './launch.ts';

jest.setTimeout(120_000);

const { awsEndpoint } = outputs;

async function killTask(taskArn: string | undefined) {
  const order = new URL('/_local/faults/kill-task', awsEndpoint);
  const answer = await fetch(order, { method: 'POST', body: JSON.stringify({ taskArn }) });
  if (!answer.ok) throw new Error(await answer.text());
}

// On AWS no call kills a task, and its load balancer answers 502.
(awsEndpoint ? describe : describe.skip)('the load balancer of the local stage', () => {
  it('closes a connection that was used before without an answer when the target dies', async () => {
    const headers = { cookie: await signIn('student-integration') };
    const dispatcher = reusedConnections();
    const twelve = (path: string, signal?: AbortSignal) =>
      Array.from({ length: 12 }, () => request(path, { headers, dispatcher, signal: signal ?? null }));
    const answers = await Promise.all(twelve('/courses'));
    const [{ courses }] = (await Promise.all(answers.map((answer) => answer.json()))) as [
      { courses: { id: string }[] },
    ];
    const enough = new AbortController();
    const lectures = twelve(`/courses/${courses[0]?.id}/live`, enough.signal);
    const [task] = await describeTasks();
    await killTask(task?.taskArn);
    await expect(Promise.race(lectures)).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    enough.abort();
    await Promise.allSettled(lectures);
    await dispatcher.close();
    await waitUntilServicesStable(
      { client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 2 },
      { cluster: outputs.clusterName, services: [outputs.serviceName] },
    );
  });
});
