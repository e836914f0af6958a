import { join } from 'node:path';

/** The folder of this app. */
export const projectRoot = join(import.meta.dirname, '..');

/** The root of the workspace. */
export const workspaceRoot = join(projectRoot, '../..');
