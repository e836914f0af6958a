import { localPath } from './volumes.ts';

const mounts = [{ fileSystemId: 'fs-1', folder: '/state/efs/fs-1', containerPath: '/mnt/course-content' }];

it.each([
  ['/mnt/course-content', '/state/efs/fs-1'],
  ['/mnt/course-content/courses', '/state/efs/fs-1/courses'],
  ['/mnt/course-contents', '/mnt/course-contents'],
  ['info', 'info'],
])('the value %s becomes %s', (value, local) => {
  expect(localPath(value, mounts)).toBe(local);
});
