export type {
  CourseContentMount,
  DatabaseSecretKeys,
  ExistingDatabase,
  ExistingLaunchKey,
  SessionCacheEndpoint,
} from './backends.ts';
export type { ExamWindow, Weekday } from './exam-window.ts';
export type { ExistingSecretProps } from './existing-secret.ts';
export type { CpuArchitecture, FargateSize } from './fargate-size.ts';
export { LmsService, type LmsServiceProps } from './lms-service.ts';
export { LoadBalancer, type LoadBalancerProps } from './load-balancer.ts';
export type { ScalingSettings } from './scaling.ts';
