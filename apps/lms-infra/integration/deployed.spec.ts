import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeFileSystemsCommand, DescribeMountTargetsCommand, EFSClient } from '@aws-sdk/client-efs';
import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { aws, outputs, request } from './deployed-stage.ts';
import { describeContainer, describeService, describeTasks, secretValue, signIn } from './launch.ts';

jest.setTimeout(60_000);

describe('the deployed tasks', () => {
  it('run on Fargate, as many as desired, healthy and spread over zones (R1, R2, R20)', async () => {
    const service = await describeService();
    const tasks = await describeTasks();
    expect(service.runningCount).toBe(service.desiredCount);
    expect(service.launchType).toBe('FARGATE');
    expect(tasks.map(({ healthStatus }) => healthStatus)).toEqual(tasks.map(() => 'HEALTHY'));
    expect(new Set(tasks.map(({ availabilityZone }) => availabilityZone)).size).toBeGreaterThan(1);
  });

  it('serve the LMS over HTTPS, ready with Redis, database and course content (R18)', async () => {
    expect((await request('/readyz')).status).toBe(200);
  });

  it('share sessions through Redis: a student signed in on one task is known to the others (R5, R18)', async () => {
    const cookie = await signIn('student-integration');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => request('/courses', { headers: { cookie } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('x-served-by'))).size).toBeGreaterThan(1);
  });

  it('share sessions through the database as well, where a launch asks for that', async () => {
    const cookie = await signIn('student-integration', 'postgresql');
    const courses = () => request('/courses', { headers: { cookie } });
    const answers = await Promise.all(Array.from({ length: 12 }, courses));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const signOut = await request('/sign-out', { method: 'POST', headers: { cookie } });
    expect(signOut.status).toBe(204);
    expect((await courses()).status).toBe(401);
  });

  it('serve the same course material from the shared file system (R7, R18)', async () => {
    const cookie = await signIn('student-integration');
    const { courses } = (await (await request('/courses', { headers: { cookie } })).json()) as {
      courses: { id: string; materials: { id: string; bytes: number }[] }[];
    };
    const course = courses[0];
    const material = course?.materials[0];
    expect(material?.bytes).toBeGreaterThan(0);
    const downloads = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const response = await request(`/courses/${course?.id}/materials/${material?.id}`, {
          headers: { cookie },
        });
        return Buffer.from(await response.arrayBuffer());
      }),
    );
    expect(downloads.map(({ length }) => length)).toEqual(downloads.map(() => material?.bytes));
    expect(downloads.every((bytes) => bytes.equals(downloads[0] as Buffer))).toBe(true);
  });

  it('keep the answers of an exam in the existing database (R8, R18)', async () => {
    const cookie = await signIn('student-integration');
    const headers = { cookie, 'content-type': 'application/json' };
    const attempt = (await (
      await request('/exams/mathematics-final/attempts', { method: 'POST', headers: { cookie } })
    ).json()) as {
      attemptId: string;
      questions: { id: string }[];
    };
    const question = attempt.questions[0]?.id;
    const body = JSON.stringify({ choice: 1 });
    const answer = await request(`/attempts/${attempt.attemptId}/answers/${question}`, {
      method: 'PUT',
      headers,
      body,
    });
    expect(answer.status).toBe(204);
    const kept = await (await request(`/attempts/${attempt.attemptId}`, { headers: { cookie } })).json();
    expect(JSON.stringify(kept)).toContain(`"${question}"`);
  });
});

describe('the deployed resources', () => {
  it('give the task its database credentials as secrets, and nowhere else (R8)', async () => {
    const { taskDefinition, container } = await describeContainer();
    const password = container.secrets?.find(({ name }) => name === 'DATABASE_PASSWORD')?.valueFrom;
    expect(password).toMatch(/^arn:aws:secretsmanager:/);
    expect(JSON.stringify(taskDefinition)).not.toContain(await secretValue(String(password)));
  });

  it('keep Redis encrypted, over TLS and in several zones (R5, R6)', async () => {
    const { ReplicationGroups } = await new ElastiCacheClient(aws).send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: outputs.replicationGroupId }),
    );
    expect(ReplicationGroups?.[0]).toMatchObject({
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      MultiAZ: 'enabled',
      AutomaticFailover: 'enabled',
    });
    expect(ReplicationGroups?.[0]?.MemberClusters).toHaveLength(3);
  });

  it('keep the course content encrypted, with a mount target in each zone (R7)', async () => {
    const efs = new EFSClient(aws);
    const query = { FileSystemId: outputs.fileSystemId };
    const { FileSystems } = await efs.send(new DescribeFileSystemsCommand(query));
    const { MountTargets } = await efs.send(new DescribeMountTargetsCommand(query));
    expect(FileSystems?.[0]).toMatchObject({ Encrypted: true, PerformanceMode: 'generalPurpose' });
    expect(new Set(MountTargets?.map(({ AvailabilityZoneName }) => AvailabilityZoneName)).size).toBe(3);
  });

  it("receive every task's logs in an encrypted group that expires them (R4)", async () => {
    const logs = new CloudWatchLogsClient(aws);
    const { logGroups } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: outputs.logGroupName }),
    );
    expect(logGroups?.[0]?.kmsKeyId).toMatch(/^arn:aws:kms:/);
    expect(logGroups?.[0]?.retentionInDays).toBeGreaterThan(0);
    for (const { taskArn } of await describeTasks()) {
      const stream = `lms/lms/${taskArn?.split('/').at(-1)}`;
      const { events } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: outputs.logGroupName, logStreamNames: [stream] }),
      );
      expect(events?.length).toBeGreaterThan(0);
    }
  });
});
