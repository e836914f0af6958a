import { defaultSuffixOf, ExitError, stageNames } from '@edutechbr/cli';
import { z } from 'zod';
import { findWorkload, workloadNames, type Workload } from './k6/workloads/index.ts';

/** What a run of the load test is asked to do. */
export interface Settings {
  readonly stage: string;
  readonly environmentSuffix: string;
  readonly workload: Workload;
  /** Students signed in at once. */
  readonly sessions: number;
  /** How late k6 collects its garbage. @default - as late as the free memory lets it */
  readonly gogc?: number;
}

const nameGroups = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case letters and digits in groups joined by single hyphens',
  );

const environmentSchema = z.object({
  LMS_STAGE: z.enum(stageNames, `must be one of ${stageNames.join(', ')}`).default('local'),
  ENVIRONMENT_SUFFIX: nameGroups.optional(),
  WORKLOAD: z
    .string()
    .refine((name) => workloadNames.includes(name), `must be one of ${workloadNames.join(', ')}`)
    .default('sessions'),
  SESSIONS: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a whole number from 1 to 9999999')
    .optional(),
  LOAD_GOGC: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1 to 999')
    .optional(),
});

/**
 * Reads the settings from environment variables.
 *
 * @throws ExitError (wrong usage) that names every wrong variable with its rule and its value.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { success, data, error } = environmentSchema.safeParse(environment);
  if (!success)
    throw new ExitError('wrongUsage', error.issues.map((issue) => explain(issue, environment)).join('\n'));
  const workload = findWorkload(data.WORKLOAD);
  if (!workload) throw new Error(`no workload ${data.WORKLOAD}`);
  return {
    stage: data.LMS_STAGE,
    environmentSuffix: data.ENVIRONMENT_SUFFIX ?? defaultSuffixOf(data.LMS_STAGE),
    workload,
    sessions: data.SESSIONS === undefined ? workload.defaultSessions : Number(data.SESSIONS),
    ...(data.LOAD_GOGC === undefined ? {} : { gogc: Number(data.LOAD_GOGC) }),
  };
}

function explain({ path, message }: z.core.$ZodIssue, environment: NodeJS.ProcessEnv): string {
  const name = String(path[0]);
  return `${name} ${message}, got '${environment[name] ?? ''}'`;
}
