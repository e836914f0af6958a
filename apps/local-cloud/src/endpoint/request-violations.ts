import { appendFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { AwsError } from './aws-error.ts';

/** What a request asks for that AWS's service model does not admit, as `emulator/request_check` answers it. */
export interface RequestViolations {
  /** As botocore calls it. */
  readonly service: string;
  /** Null where the service has no such operation. */
  readonly operation: string | null;
  readonly violations: readonly {
    /** A path, such as `Tags[0].Key`. */
    readonly member: string;
    readonly rule: string;
    /** JSON; `(sensitive)` where the model says that it is. */
    readonly value: string;
  }[];
}

/** Each refused request is a line of JSON in it. */
export const violationsFile = (logs: string): string => join(logs, 'request-violations.jsonl');

/** @returns undefined when the emulator found nothing wrong */
export async function readViolations(answer: IncomingMessage): Promise<RequestViolations | undefined> {
  return answer.headers['x-violations'] === undefined
    ? undefined
    : ((await json(answer)) as RequestViolations);
}

export function logViolations(file: string, violations: RequestViolations): void {
  appendFileSync(file, `${JSON.stringify({ time: new Date(), ...violations })}\n`);
}

/** How the services that are asked here call it; `ValidationException` is what the others say. */
const codes: Readonly<Record<string, string>> = {
  ec2: 'InvalidParameterValue',
  ecr: 'InvalidParameterException',
  ecs: 'InvalidParameterException',
  elasticache: 'InvalidParameterValue',
  elbv2: 'ValidationError',
  iam: 'ValidationError',
  logs: 'InvalidParameterException',
  s3: 'InvalidArgument',
  sns: 'InvalidParameter',
  sts: 'ValidationError',
};

/** In AWS's words. */
export function toAwsError({ service, operation, violations }: RequestViolations): AwsError {
  const errors = violations.map(
    ({ member, rule, value }) => `Value ${value} at '${member}' failed to satisfy constraint: ${rule}`,
  );
  const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
  const message = `${count}: ${errors.join('; ')} (AWS's service model, ${service}:${operation ?? 'unknown'})`;
  return new AwsError(400, codes[service] ?? 'ValidationException', message);
}
