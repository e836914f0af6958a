export { ensureTools, type EnsureToolsOptions } from './ensure-tools.ts';
export { PRODUCTION_PROVIDER_VERSION } from './provider-mirror.ts';
export { toolNames, type ToolName, type Tools } from './registry.ts';
export { type TerraformEnvironment } from './tools/aws-provider.ts';
