import { BlockList } from 'node:net';

/** Whether an address is in both of two IPv4 ranges such as `10.0.0.0/16`: one of them then holds the other. */
export function rangesOverlap(one: string, other: string): boolean {
  return holdsStartOf(one, other) || holdsStartOf(other, one);
}

function holdsStartOf(range: string, inner: string): boolean {
  const [address = '', prefixLength] = range.split('/');
  const [innerAddress = ''] = inner.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(prefixLength));
  return list.check(innerAddress);
}
