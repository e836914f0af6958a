// What cdktf runs (cdktf.json) to synthesize the bootstrap of the account of the stage that the environment names.
import { runProgram } from '@edutechbr/cli';
import { nothingFound, synthesize } from './app.ts';
import { loadSettings } from './load-settings.ts';
import { projectRoot } from './project-root.ts';

runProgram(async () => synthesize(loadSettings(process.env).settings, projectRoot, nothingFound, 'bucket'));
