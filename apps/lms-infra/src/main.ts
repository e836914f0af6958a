// What cdktf runs (cdktf.json) to synthesize the stage that the environment names.
import { runProgram } from '@edutechbr/cli';
import { createApp } from './app.ts';
import { loadStage } from './load-stage.ts';

runProgram(async () => createApp(loadStage(process.env)).synth());
