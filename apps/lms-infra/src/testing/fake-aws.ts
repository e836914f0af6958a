import { IAMClient } from '@aws-sdk/client-iam';

/** What a call of AWS's answers, by the name of its command without `Command`; an Error is what it fails with. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * Answers every client of the AWS SDK, without a network.
 *
 * @returns the names of the commands that were sent, filled as they are
 */
export function fakeAws(answers: Answers): string[] {
  const sent: string[] = [];
  // What all clients inherit `send` from.
  const client = Object.getPrototypeOf(IAMClient.prototype) as IAMClient;
  jest.spyOn(client, 'send').mockImplementation((async (command: { input: unknown }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    sent.push(name);
    const answer = answers[name];
    if (answer === undefined) throw new Error(`no answer to ${name}`);
    const given: unknown = typeof answer === 'function' ? answer(command.input) : answer;
    if (given instanceof Error) throw given;
    return given;
  }) as typeof client.send);
  return sent;
}
