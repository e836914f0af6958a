import { validateAvailabilityZones, zonesOf } from './zone.ts';

const zones = (letters: string) => [...letters].map((letter) => `sa-east-1${letter}`);

describe('validateAvailabilityZones', () => {
  it.each(['ab', 'abc', 'abcdef'])('accepts the zones %s', (letters) => {
    expect(() => validateAvailabilityZones('sa-east-1', zones(letters))).not.toThrow();
  });

  it.each(['', 'a', 'abcdefg'])('refuses the zones "%s" for their number', (letters) => {
    expect(() => validateAvailabilityZones('sa-east-1', zones(letters))).toThrow(
      `availabilityZones must be 2 to 6 zones, got ${JSON.stringify(zones(letters))}`,
    );
  });

  it('refuses a zone that is named twice', () => {
    expect(() => validateAvailabilityZones('sa-east-1', zones('aba'))).toThrow(
      'availabilityZones must be different, got ["sa-east-1a","sa-east-1b","sa-east-1a"]',
    );
  });

  it.each(['us-east-1a', 'sa-east-1', 'a'])('refuses %s, which is no zone of the region', (zone) => {
    expect(() => validateAvailabilityZones('sa-east-1', ['sa-east-1b', zone])).toThrow(
      `availabilityZones must be zones of sa-east-1, got ["${zone}"]`,
    );
  });
});

describe('zonesOf', () => {
  it('knows the letter of a zone', () => {
    expect(zonesOf('sa-east-1', ['sa-east-1c'])).toEqual([{ name: 'sa-east-1c', letter: 'c' }]);
  });
});
