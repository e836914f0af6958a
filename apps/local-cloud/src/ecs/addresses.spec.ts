import { Addresses } from './addresses.ts';

const addresses = () => new Addresses(['sa-east-1a', 'sa-east-1b']);

it('the third part tells the zone', () => {
  const all = addresses();
  expect([all.take('sa-east-1a'), all.take('sa-east-1b'), all.take('sa-east-1b')]).toEqual([
    '127.10.0.1',
    '127.10.1.1',
    '127.10.1.2',
  ]);
});

it('an address is not given again while others are free', () => {
  const all = addresses();
  all.release(all.take('sa-east-1a'));
  expect(all.take('sa-east-1a')).toBe('127.10.0.2');
});

it('an address is given again in the end, but never twice at once', () => {
  const all = addresses();
  const taken = Array.from({ length: 254 }, () => all.take('sa-east-1a'));
  expect(new Set(taken).size).toBe(254);
  expect(() => all.take('sa-east-1a')).toThrow('no address is left in sa-east-1a');
  all.release('127.10.0.7');
  expect(all.take('sa-east-1a')).toBe('127.10.0.7');
});

it('refuses an unknown zone', () => {
  expect(() => addresses().take('us-east-1a')).toThrow(
    'zone must be one of sa-east-1a, sa-east-1b, got us-east-1a',
  );
});
