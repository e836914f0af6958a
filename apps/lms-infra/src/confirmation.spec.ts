import { stackNames } from './app.ts';
import { requireConfirmation } from './confirmation.ts';

describe('a destroy', () => {
  const production = { name: 'production', environmentSuffix: 'main' } as const;
  const local = { name: 'local', environmentSuffix: 'dev' } as const;

  it('is not begun until its deployment is named, and says before what will be lost', () => {
    const destroy = () => requireConfirmation(production, stackNames, undefined);
    expect(destroy).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(destroy).toThrow(
      /"--confirm production-main"\. .*snapshots of Redis; the course content on EFS, of which there is no backup/,
    );
    expect(() => requireConfirmation(production, stackNames, 'production-main')).not.toThrow();
  });

  it('of one stack says what is lost with that', () => {
    const destroy = () => requireConfirmation(production, ['edge'], undefined);
    expect(destroy).toThrow('is lost for good: the load balancer, its DNS name and its access logs. The');
  });

  it.each([production, local])('is not begun when another deployment is named: $name', (stage) => {
    expect(() => requireConfirmation(stage, stackNames, 'production-dr')).toThrow('got "production-dr"');
  });

  it('needs no name on this machine', () => {
    expect(() => requireConfirmation(local, stackNames, undefined)).not.toThrow();
  });
});
