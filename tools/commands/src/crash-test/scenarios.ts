import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectNothingLeft } from '../leftovers.ts';
import { workspaceRoot } from '../programs.ts';
import type { Step } from '../steps.ts';
import { daemonPid, expectExit, killFirst, launch, pidsOf, processesWith, status, until } from './machine.ts';

const locks = () => {
  const folder = join(workspaceRoot, 'apps/lms-infra/state/local-crash');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.lock.info')) : [];
};

const owner = `LMS_INFRA_OWNER=${join(workspaceRoot, 'apps/lms-infra')}`;

const terraforms = () => processesWith(owner);

const untilStatus = (says: RegExp, seconds = 60) =>
  until(`status says ${String(says)}`, seconds, async () => says.test(await status()));

/** Until a Terraform creates what takes its time; the network is there by then. */
const untilCreating = () =>
  until('Terraform creates the cache', 240, () => locks().includes('.cache.tfstate.lock.info')).then(() =>
    sleep(8000),
  );

const startAgain = (says: RegExp) => expectExit(launch('local-cloud', ['start']), 0, says);

/** What is done to a local cloud on which nothing is deployed. */
export const emptyCloud: readonly Step[] = [
  {
    title: 'two starts at once: one daemon, and both find it',
    run: async () => {
      const starts = [launch('local-cloud', ['start']), launch('local-cloud', ['start'])];
      await Promise.all(starts.map((start) => expectExit(start, 0)));
      const daemons = processesWith(join(workspaceRoot, 'apps/local-cloud/src/daemon.ts'));
      if (daemons.length !== 1) throw new Error(`there are ${daemons.length} daemons`);
    },
  },
  {
    title: 'PostgreSQL is killed: it is restarted',
    run: async () => {
      killFirst(pidsOf('postgres'));
      await untilStatus(/database: lms at .*PostgreSQL died and was restarted/);
    },
  },
  {
    title: 'the daemon is killed: its processes die with it, and the next start says so and works',
    run: async () => {
      killFirst([daemonPid()]);
      await until(
        'its processes are gone',
        10,
        () => processesWith(join(workspaceRoot, '.local-cloud/')).length === 0,
      );
      await untilStatus(/was killed, and what was deployed is gone with it/, 1);
      await startAgain(/did not end cleanly: it was killed[\s\S]*ready/);
    },
  },
  {
    title: 'the emulator is killed: the daemon ends with the reason, and the next start says it and works',
    run: async () => {
      killFirst(pidsOf('emulator'));
      await untilStatus(/local cloud failed: the emulator ended with exit code 137/);
      await startAgain(/did not end cleanly: the emulator ended[\s\S]*ready/);
    },
  },
  {
    title: 'the emulator hangs: status says so, and stop ends it all the same',
    run: async () => {
      killFirst(pidsOf('emulator'), 'SIGSTOP');
      await untilStatus(/emulator does not answer/);
      await expectExit(launch('local-cloud', ['stop']), 0, /has stopped/);
      await expectNothingLeft(workspaceRoot);
    },
  },
];

/** What is done to a deploy. */
export const deploys: readonly Step[] = [
  {
    title: 'while a deploy runs, a second one and a stop are refused',
    run: async () => {
      const deploy = launch('infra', ['deploy']);
      await untilCreating();
      await expectExit(launch('infra', ['deploy']), 3, /deploy of local-crash runs since/);
      await expectExit(
        launch('infra', ['deploy'], { ENVIRONMENT_SUFFIX: 'other' }),
        3,
        /deploy of local-crash/,
      );
      await expectExit(launch('local-cloud', ['stop']), 3, /in use: the deploy of local-crash/);
      deploy.kill('SIGKILL');
      await deploy;
    },
  },
  {
    title: 'the deploy was killed: Terraform saves its state, releases its locks and ends by itself',
    run: () => until('no Terraform, no lock', 180, () => terraforms().length === 0 && locks().length === 0),
  },
  {
    title: 'Terraform is killed in the next deploy: it fails, and says why',
    run: async () => {
      const deploy = launch('infra', ['deploy']);
      await untilCreating();
      for (const pid of processesWith('apply', owner, 'terraform')) process.kill(pid, 'SIGKILL');
      await expectExit(deploy, 4, /exit 4: cdktf deploy failed/);
    },
  },
  {
    title: 'the next deploy recognises that, begins anew and succeeds',
    run: () => expectExit(launch('infra', ['deploy']), 0, /the local cloud is emptied/),
  },
];

/** What is done to a deployed stage. */
export const deployedStage: readonly Step[] = [
  {
    title: 'another suffix is refused, with the command that ends the first',
    run: () =>
      expectExit(
        launch('infra', ['deploy'], { ENVIRONMENT_SUFFIX: 'other' }),
        3,
        /beside local-crash[\s\S]*ENVIRONMENT_SUFFIX=crash npx nx run lms-infra:destroy/,
      ),
  },
  {
    title: 'HAProxy, a Redis primary, a replica and a task are killed: all come back',
    run: async () => {
      const [firstNode, secondNode] = [killFirst(pidsOf('redis-').slice(0, 1)), pidsOf('redis-')[1]];
      const killed = [firstNode, killFirst(pidsOf('haproxy')), killFirst(pidsOf('task-'))];
      await untilStatus(/redis: primary \S+ at \S+, 2 replicas/);
      if (secondNode !== undefined) killed.push(killFirst([secondNode]));
      await until(
        'none of the killed is recorded',
        30,
        () => !killed.some((pid) => pidsOf('').includes(pid)),
      );
      await untilStatus(
        /redis: primary \S+ at \S+, 2 replicas[\s\S]*2 of 2 targets healthy, HAProxy died[\s\S]*2 of 2 tasks/,
        120,
      );
    },
  },
  {
    title: 'a load test is killed: k6 dies with it, and the next one is let in',
    run: async () => {
      const load = { WORKLOAD: 'smoke', SESSIONS: '20' };
      const first = launch('load-test', [], load);
      await until('k6 runs', 60, () => processesWith('k6', 'EXPORT_FILE=').length > 0);
      await expectExit(launch('load-test', [], load), 3, /load test of local-crash runs since/);
      await expectExit(launch('local-cloud', ['stop']), 3, /in use: the load test/);
      first.kill('SIGKILL');
      await first;
      await until('k6 is gone', 10, () => processesWith('k6', 'EXPORT_FILE=').length === 0);
      const second = launch('load-test', [], load);
      await until('k6 runs again', 60, () => processesWith('k6', 'EXPORT_FILE=').length > 0);
      second.kill('SIGINT');
      await second;
    },
  },
  {
    title: 'the emulator is killed: a load test says why there is nothing to load',
    run: async () => {
      killFirst(pidsOf('emulator'));
      await untilStatus(/local cloud failed/);
      await expectExit(
        launch('load-test', [], { WORKLOAD: 'smoke' }),
        3,
        /the local cloud failed: the emulator ended/,
      );
    },
  },
];

/** Refuses its configuration as HAProxy did in a folder whose path was too long. */
const brokenHaproxy = `#!/bin/sh
case "$1" in -v*) echo 'HAProxy version 2.6.12'; echo 'Built with OpenSSL version : OpenSSL 3.0.17'; exit;; esac
echo "[ALERT]    (1) : config : 'stats socket' : path too long" >&2
exit 1
`;

/** What is done to a stage that a part of the local cloud keeps from working. */
export const brokenPart: readonly Step[] = [
  {
    title: 'HAProxy cannot run: a deploy ends with its words, and a destroy leaves nothing',
    run: async () => {
      await expectExit(launch('local-cloud', ['stop']), 0);
      const folder = mkdtempSync(join(tmpdir(), 'broken-'));
      writeFileSync(join(folder, 'haproxy'), brokenHaproxy, { mode: 0o755 });
      const env = { PATH: [folder, process.env['PATH']].join(delimiter) };
      try {
        const says =
          /problem of load-balancer: [\s\S]*exit 4: load-balancer .* has not worked for 2\d s: .*path too long/;
        await expectExit(launch('infra', ['deploy'], env), 4, says);
        await expectExit(launch('infra', ['destroy'], env), 0, /local cloud is stopped instead/);
        await expectNothingLeft(workspaceRoot);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
];
