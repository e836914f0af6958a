import { findWorkload, workloadNames, type Evidence, type Workload } from './workloads/index.ts';

/** What the load test's program tells k6 through environment variables. */
export interface Environment {
  readonly workload: Workload;
  /** Students signed in at once. */
  readonly sessions: number;
  readonly evidence: Evidence;
  /** The load balancer, without a trailing slash. */
  readonly baseUrl: string;
  /** Signs the launch tokens. Comes by the environment because arguments and files can be read by others. */
  readonly launchKey: string;
  /** Sets this run's students apart from those of earlier runs, whose exams are already submitted. */
  readonly runId: string;
  /** The file that takes k6's own export. */
  readonly exportFile: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Every student's runtime reads it, so it does without regular expressions: what those need is kept for each student.
 *
 * @throws Error that names the first variable that is missing or wrong.
 */
export function readEnvironment(variables: Variables): Environment {
  return {
    workload: readWorkload(variables),
    sessions: readCount(variables, 'SESSIONS'),
    evidence: readEvidence(variables),
    baseUrl: readUrl(variables, 'BASE_URL'),
    launchKey: readText(variables, 'LAUNCH_KEY'),
    runId: readText(variables, 'RUN_ID'),
    exportFile: readText(variables, 'EXPORT_FILE'),
  };
}

function readText(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new Error(`${name} must be set`);
  return value;
}

function readWorkload(variables: Variables): Workload {
  const name = readText(variables, 'WORKLOAD');
  const workload = findWorkload(name);
  if (!workload) throw new Error(`WORKLOAD must be one of ${workloadNames.join(', ')}, got ${name}`);
  return workload;
}

function readCount(variables: Variables, name: string): number {
  const text = readText(variables, name);
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${name} must be a whole number of at least 1, got ${text}`);
  return value;
}

function readEvidence(variables: Variables): Evidence {
  const value = readText(variables, 'EVIDENCE');
  if (value !== 'emulated' && value !== 'aws')
    throw new Error(`EVIDENCE must be emulated or aws, got ${value}`);
  return value;
}

function readUrl(variables: Variables, name: string): string {
  const value = readText(variables, name);
  const [scheme, nothing, host, path] = value.split('/');
  if ((scheme !== 'https:' && scheme !== 'http:') || nothing !== '' || !host || path !== undefined)
    throw new Error(`${name} must be a URL without a path, got ${value}`);
  return value;
}
