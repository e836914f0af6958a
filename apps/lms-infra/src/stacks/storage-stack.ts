import type { Network } from '@edutechbr/network';
import { CourseContent } from '@edutechbr/storage';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { StageStack } from './stage-stack.ts';

/** The file system that all tasks read course content from. */
export class StorageStack extends StageStack {
  readonly content: CourseContent;

  constructor(scope: Construct, id: string, stage: Stage, network: Network) {
    super(scope, id, stage);
    this.content = new CourseContent(this, 'content', {
      context: this.context,
      network,
      clients: network.taskSecurityGroup,
    });
    this.output('fileSystemId', this.content.fileSystemId);
  }
}
