import * as z from 'zod';

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Policies may say `true` or `1` where IAM means the text. */
const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const conditionValues = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());

const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), list)]).optional(),
  Action: list.optional(),
  NotAction: list.optional(),
  Resource: list.optional(),
  NotResource: list.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
});

const document = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

export type Statement = Readonly<z.infer<typeof statement>>;
export type Condition = NonNullable<Statement['Condition']>;
export type Policy = readonly Statement[];

/**
 * @param json text of an IAM policy, as it is or percent-encoded as IAM's API answers it
 * @throws when it is no policy that can be evaluated
 */
export function parsePolicy(json: string): Policy {
  const value: unknown = JSON.parse(json.startsWith('%') ? decodeURIComponent(json) : json);
  return document.parse(value).Statement;
}
