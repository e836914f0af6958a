import type { SessionCache } from '@edutechbr/cache';
import type { Network } from '@edutechbr/network';
import { LmsService, type LoadBalancer } from '@edutechbr/service';
import type { CourseContent } from '@edutechbr/storage';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { StageStack } from './stage-stack.ts';

/** What the other stacks give to the service. */
export interface ServiceSurroundings {
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly cache: SessionCache;
  readonly content: CourseContent;
}

/** The LMS itself: cluster, tasks, scaling and what watches them. */
export class ServiceStack extends StageStack {
  constructor(scope: Construct, id: string, stage: Stage, surroundings: ServiceSurroundings) {
    super(scope, id, stage);
    const { cpu, memoryMiB } = stage.task;
    const service = new LmsService(this, 'service', {
      context: this.context,
      ...surroundings,
      database: stage.database,
      launchKey: stage.launchKey,
      image: stage.image,
      cpuArchitecture: stage.cpuArchitecture,
      cpu,
      memoryMiB,
      sessionStores: stage.sessionStores,
      scaling: stage.scaling,
      examWindows: stage.examWindows,
      logRetentionDays: stage.logRetentionDays,
      faultExperiments: stage.faultExperiments,
    });
    this.output('clusterName', service.clusterName);
    this.output('serviceName', service.serviceName);
    this.output('logGroupName', service.logGroupName);
    if (service.experimentTemplateIds) this.output('experimentTemplateIds', service.experimentTemplateIds);
  }
}
