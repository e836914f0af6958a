import 'cdktf/lib/testing/adapters/jest';
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { type DeploymentContext, Names } from '../index.ts';

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

/** The statements of the policy that the only resource of a type holds. */
export function statementsOf(synthesized: string, type: { tfResourceType: string }, attribute = 'policy') {
  const [resource] = resourcesOf(synthesized, type);
  const { Statement }: { Statement: object[] } = JSON.parse(String(resource?.[attribute]));
  return Statement;
}

/** What the tokens in a value stand for, as they are seen in the stack of `scope`. */
export function resolve(scope: Construct, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}
