import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { imagePattern } from '@edutechbr/service';
import { z } from 'zod';
import { awsSettings } from '../../aws.ts';
import type { Stage } from '../../stage.ts';
import type { Check, Finding } from '../check.ts';

/** An image's manifest, or an index of one for each platform. */
const manifestSchema = z.object({
  manifests: z.array(z.object({ platform: z.object({ architecture: z.string() }).optional() })).optional(),
  config: z.object({ digest: z.string() }).optional(),
});
const configSchema = z.object({ architecture: z.string() });

/** In the words of ECS, then of images (OCI image specification, "platform"). */
const architectures = { ARM64: 'arm64', X86_64: 'amd64' } as const;

/** Whether tasks can pull the image, and run it. */
export const image: Check = {
  name: 'image',
  find: async (stage) => {
    const { repositoryName, imageDigest, registryId } = partsOf(stage.image);
    const ecr = new ECRClient(awsSettings(stage));
    const named = { repositoryName, registryId, imageIds: [{ imageDigest }] };
    try {
      await ecr.send(new DescribeImagesCommand(named));
    } catch (error) {
      if (error instanceof RepositoryNotFoundException)
        return [{ problem: `ECR has no repository ${repositoryName}`, mend: 'npx nx run bootstrap:apply' }];
      if (error instanceof ImageNotFoundException)
        return [{ problem: `${repositoryName} has no image ${imageDigest}`, mend: pushLine(stage) }];
      throw error;
    }
    const { images: [found] = [] } = await ecr.send(
      new BatchGetImageCommand({ ...named, acceptedMediaTypes: mediaTypes }),
    );
    const { manifests, config } = manifestSchema.parse(JSON.parse(found?.imageManifest ?? '{}'));
    const built = manifests
      ? manifests.flatMap(({ platform }) => platform?.architecture ?? [])
      : config
        ? [await architectureOf(ecr, { repositoryName, registryId, layerDigest: config.digest })]
        : [];
    return wrongArchitecture(stage, built);
  },
};

const mediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** @param built - none where the manifest does not say: on the local stage tasks run from source */
function wrongArchitecture(stage: Stage, built: readonly string[]): Finding[] {
  if (built.length === 0 || built.includes(architectures[stage.cpuArchitecture])) return [];
  const problem = `the image is for ${built.join(', ')}, and cpuArchitecture is ${stage.cpuArchitecture}: tasks would end at once`;
  return [{ problem, mend: pushLine(stage) }];
}

async function architectureOf(
  ecr: ECRClient,
  layer: { repositoryName: string; registryId: string; layerDigest: string },
): Promise<string> {
  const { downloadUrl = '' } = await ecr.send(new GetDownloadUrlForLayerCommand(layer));
  return configSchema.parse(await (await fetch(downloadUrl)).json()).architecture;
}

function partsOf(name: string) {
  const { account: registryId = '', repository: repositoryName = '' } = imagePattern.exec(name)?.groups ?? {};
  return { registryId, repositoryName, imageDigest: name.split('@')[1] };
}

function pushLine({ image: name, cpuArchitecture }: Stage): string {
  const repository = name.split('@')[0];
  return (
    `docker build --platform linux/${architectures[cpuArchitecture]} --file apps/reference-lms/Dockerfile --tag ${repository}:TAG . ` +
    `&& docker push ${repository}:TAG, and write the digest that it prints into the stage's image`
  );
}
