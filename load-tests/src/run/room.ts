import { ExitError } from '@edutechbr/cli';
import type { OwnAssertionGroup } from '../k6/workloads/index.ts';
import type { Settings } from '../settings.ts';
import { gogcFor, K6_MIB, LEAST_GOGC, mibPerStudent, type Gogc } from './collector.ts';
import type { Machine } from './machine.ts';

/** What the local stage may still take under load: four more tasks of 150 MiB, its load balancer, its database. */
const LOCAL_STAGE_MIB = 1_000;

/** Open files that k6 needs besides one connection for each student. */
const K6_OPEN_FILES = 300;

/** Open files of the local load balancer besides one for each student: connections to the tasks, and some slack. */
const LOAD_BALANCER_OPEN_FILES = 2_000;

/** Results and logs; on the local stage the database's log of writes as well, which may grow to 2 GiB. */
const DISK_MIB = 200;
const LOCAL_DISK_MIB_PER_STUDENT = 0.2;

interface Limit {
  readonly fitting: number;
  readonly is: string;
  readonly remedy: string;
}

/**
 * Says what this machine is too small for before a student comes.
 *
 * @returns how many students would fit
 * @throws ExitError 3 with the number of students that would fit, when those who are asked for do not; and when the
 *   workload has to prove scaling where tasks are neither bounded nor measured.
 */
export function requireRoomFor(
  { sessions, workload, gogc = LEAST_GOGC }: Pick<Settings, 'sessions' | 'workload' | 'gogc'>,
  machine: Machine,
): number {
  requireCgroups(workload, machine);
  const tightest = limitsOf(machine, gogc).reduce((a, b) => (b.fitting < a.fitting ? b : a));
  const fitting = Math.max(0, Math.floor(tightest.fitting));
  if (sessions <= fitting) return fitting;
  throw new ExitError(
    'missingTool',
    `SESSIONS=${sessions} does not fit on this machine: its ${tightest.is} are enough for SESSIONS=${fitting}; ${tightest.remedy}`,
  );
}

/** How late k6 may collect its garbage, unless the settings say so. */
export function chooseGogc({ sessions, gogc }: Pick<Settings, 'sessions' | 'gogc'>, machine: Machine): Gogc {
  return gogc ?? gogcFor(sessions, machine.freeMemoryMiB - stageMiB(machine));
}

const stageMiB = ({ localCloud }: Machine) => (localCloud ? LOCAL_STAGE_MIB : 0);

function limitsOf(machine: Machine, gogc: Gogc): Limit[] {
  const { openFiles, freeMemoryMiB, freeDiskMiB, localCloud } = machine;
  const limits = [
    {
      fitting: openFiles - K6_OPEN_FILES,
      is: `${openFiles} file descriptors (ulimit -Hn)`,
      remedy: 'raise nofile in /etc/security/limits.conf and sign in again',
    },
    {
      fitting: (freeMemoryMiB - K6_MIB - stageMiB(machine)) / mibPerStudent(gogc),
      is: `${Math.floor(freeMemoryMiB)} MiB of free memory`,
      remedy: 'end other programs, or raise the memory limit of this cgroup',
    },
  ];
  if (!localCloud) return limits;
  return [
    ...limits,
    {
      fitting: localCloud.openFiles - LOAD_BALANCER_OPEN_FILES,
      is: `${localCloud.openFiles} file descriptors of the load balancer (ulimit -Hn where local-cloud:start ran)`,
      remedy: 'raise nofile in /etc/security/limits.conf, sign in again, and start the local cloud anew',
    },
    {
      fitting: (freeDiskMiB - DISK_MIB) / LOCAL_DISK_MIB_PER_STUDENT,
      is: `${freeDiskMiB} MiB of free disk`,
      remedy: 'free some (df -h .)',
    },
  ];
}

/** What is proven by the CPU and memory of tasks. */
const MEASURED: readonly OwnAssertionGroup[] = ['memory', 'session-stores'];

function requireCgroups(
  { provesScaling, proves = [], name }: Settings['workload'],
  { localCloud }: Machine,
): void {
  const measured = provesScaling || proves.some((group) => MEASURED.includes(group));
  if (!measured || !localCloud || localCloud.cgroups) return;
  throw new ExitError(
    'missingTool',
    `the workload ${name} rests on the CPU and memory of tasks, and no cgroup can be made here: they are neither ` +
      'bounded nor measured. Start the local cloud as root, or where cgroups are delegated: ' +
      '"systemd-run --user --scope --property=Delegate=yes npx nx run local-cloud:start"; WORKLOAD=smoke makes no claim about scaling',
  );
}
