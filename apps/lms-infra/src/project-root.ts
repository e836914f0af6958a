import { join } from 'node:path';

/** The folder of this app. */
export const projectRoot = join(import.meta.dirname, '..');

/** The root of the workspace. */
export const workspaceRoot = join(projectRoot, '../..');

/** What the local cloud writes for those who use it. */
export const localCloudFile = (name: string) => join(workspaceRoot, '.local-cloud', name);
