export { validateAccessLogRegion } from './access-log-bucket.ts';
export type {
  CourseContentMount,
  DatabaseNetwork,
  DatabaseSecretKeys,
  ExistingDatabase,
  ExistingLaunchKey,
  SessionCacheEndpoint,
  SessionStores,
} from './backends.ts';
export type { BurstSettings } from './burst-scaling.ts';
export { imagePattern } from './container-image.ts';
export {
  examWindowAt,
  validateApart,
  validateExamWindow,
  type ExamWindow,
  type Weekday,
} from './exam-window.ts';
export { databaseAccess, validateDatabase, type DatabaseAccess } from './existing-database.ts';
export { secretNamePattern, secretNameRule, type ExistingSecretProps } from './existing-secret.ts';
export { validateFargateSize, type CpuArchitecture, type FargateSize } from './fargate-size.ts';
export { LmsService, type LmsServiceProps } from './lms-service.ts';
export { LoadBalancer, type LoadBalancerProps } from './load-balancer.ts';
export type { ScalingSettings } from './scaling.ts';
