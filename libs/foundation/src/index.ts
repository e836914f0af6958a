export { AlarmTopic, type AlarmTopicProps } from './alarm-topic.ts';
export {
  ConfigurationError,
  requireBetween,
  requireDistinct,
  requireMatch,
  requireOneOf,
} from './configuration-error.ts';
export type { DeploymentContext } from './deployment-context.ts';
export { EncryptionKey, type EncryptionKeyProps, type ServiceGrant } from './encryption-key.ts';
export { logRetentionDays, type LogRetentionDays } from './log-retention.ts';
export { nameLimits, type NameLimit } from './name-limits.ts';
export {
  environment,
  environmentSuffixMaxLength,
  environmentSuffixPattern,
  Names,
  type NamesProps,
} from './names.ts';
export {
  identityPolicyDocument,
  policyDocument,
  servicePrincipalTrust,
  type PolicyCondition,
  type PolicyStatement,
} from './policy-document.ts';
export { project, TagsAspect, type TagsAspectProps } from './tags-aspect.ts';
