import { join } from 'node:path';

/** The folder of this app. */
export const projectRoot = join(import.meta.dirname, '..');

/** What the local cloud writes for those who use it. */
export const localCloudFile = (name: string) => join(projectRoot, '../../.local-cloud', name);
