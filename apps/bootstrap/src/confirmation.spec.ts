import { requireConfirmation } from './confirmation.ts';

const aws = { accountId: '111122223333' };
const local = { accountId: '000000000000', awsEndpoint: 'http://127.0.0.1:14566' };

it('lets whoever names the account go on, and everybody on this machine', () => {
  expect(() => requireConfirmation({ verb: 'apply', confirm: aws.accountId }, aws)).not.toThrow();
  expect(() => requireConfirmation({ verb: 'destroy' }, local)).not.toThrow();
});

it.each([
  ['another account is named', { verb: 'apply', confirm: '999900001111' } as const, 'got "999900001111"'],
  ['an apply names none', { verb: 'apply' } as const, '"npx nx run bootstrap:apply --confirm 111122223333"'],
  [
    'a destroy names none',
    { verb: 'destroy' } as const,
    'What is lost for good: the states of all deployments',
  ],
])('refuses when %s', (_, request, message) => {
  expect(() => requireConfirmation(request, aws)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
  );
});
