import { BlockList } from 'node:net';

export const anywhere = '0.0.0.0/0';

/** Whether an IPv4 range such as `10.0.0.0/16` holds all of another one. */
export function contains(range: string, inner: string): boolean {
  const [address = '', prefix] = parts(range);
  const [innerAddress = '', innerPrefix] = parts(inner);
  const list = new BlockList();
  list.addSubnet(address, prefix);
  return prefix <= innerPrefix && list.check(innerAddress);
}

/** Orders ranges from the most to the least specific: of those that hold an address, the first is the one that counts. */
export const bySpecificity = (left: string, right: string): number => parts(right)[1] - parts(left)[1];

function parts(range: string): [address: string, prefixLength: number] {
  const [address = '', prefixLength] = range.split('/');
  return [address, Number(prefixLength)];
}
