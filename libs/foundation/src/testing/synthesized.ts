import 'cdktf/lib/testing/adapters/jest';
import { DefaultTokenResolver, StringConcat, Testing, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { type DeploymentContext, Names } from '../index.ts';

// cdktf's matchers, such as toHaveResourceWithProperties.
Testing.setupJest();

/** A deployment for tests. */
export const context: DeploymentContext = {
  region: 'sa-east-1',
  accountId: '123456789012',
  names: new Names({ environmentSuffix: 'test' }),
};

/** The attributes of every resource of a type in synthesized JSON. */
export function resourcesOf(synthesized: string, { tfResourceType }: { tfResourceType: string }) {
  const { resource }: { resource: Record<string, Record<string, Record<string, unknown>>> } =
    JSON.parse(synthesized);
  return Object.values(resource[tfResourceType] ?? {});
}

/** A statement of a policy as it was synthesized. */
export interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements of the policies that the resources of a type hold. */
export function statementsOf(
  synthesized: string,
  type: { tfResourceType: string },
  attribute = 'policy',
): Statement[] {
  return resourcesOf(synthesized, type).flatMap(
    (resource) => JSON.parse(String(resource[attribute])).Statement,
  );
}

/** What the tokens in a value stand for, as they are seen in the stack of `scope`. */
export function resolve(scope: Construct, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}
