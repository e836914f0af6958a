export {
  ensureTools,
  toolNames,
  type EnsureToolsOptions,
  type ToolName,
  type Tools,
} from './ensure-tools.ts';
export { type TerraformEnvironment } from './tools/aws-provider.ts';
