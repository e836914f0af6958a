import { parseImage } from './image.ts';

const registry = '000000000000.dkr.ecr.sa-east-1.amazonaws.com';
const digest = `sha256:${'0'.repeat(64)}`;

it.each([
  [`${registry}/reference-lms@${digest}`, { repository: 'reference-lms', imageDigest: digest }],
  [`${registry}/team/lms:1.2`, { repository: 'team/lms', imageTag: '1.2' }],
  [`${registry}/lms:1.2@${digest}`, { repository: 'lms', imageDigest: digest }],
  ['nginx', { repository: 'nginx', imageTag: 'latest' }],
])('reads %s', (image, expected) => {
  expect(parseImage(image)).toEqual(expected);
});
