import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import { environment } from './names.ts';

/** The tag by which the customer finds everything that belongs to the LMS. */
export const project = 'edutechbr-lms';

export interface TagsAspectProps {
  /** The stage that the deployment belongs to, for example `preview`. */
  readonly stage: string;
}

interface TaggableResource extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

/**
 * Writes the tags `environment`, `project` and `stage` onto every resource that can hold tags, beside the tags that it
 * has. The provider's `default_tags` would do the same at apply, but unseen in the synthesized JSON.
 */
export class TagsAspect implements IAspect {
  private readonly tags: Record<string, string>;

  constructor({ stage }: TagsAspectProps) {
    this.tags = { environment, project, stage };
  }

  visit(node: IConstruct): void {
    if (isTaggable(node)) {
      node.tags = { ...node.tagsInput, ...this.tags };
    }
  }
}

/** Resources with read-only tags have no `tagsInput`. */
function isTaggable(node: IConstruct): node is TaggableResource {
  return TerraformResource.isTerraformResource(node) && 'tagsInput' in node;
}
