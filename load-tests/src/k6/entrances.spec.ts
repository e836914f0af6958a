import { Entrances } from './entrances.ts';

describe("the LMS's addresses", () => {
  it('are spread over the students, and each can move on to all of them', () => {
    const urls = ['https://a', 'https://b', 'https://c'];
    expect([0, 1, 2, 3].map((seed) => new Entrances(urls, seed).url)).toEqual([...urls, 'https://a']);
    const entrances = new Entrances(urls, 2);
    expect(entrances.others).toBe(2);
    entrances.moveOn();
    expect(entrances.url).toBe('https://a');
  });

  it('stay the only one where a name stands for all', () => {
    const entrances = new Entrances(['https://lms'], 5);
    entrances.moveOn();
    expect([entrances.url, entrances.others]).toEqual(['https://lms', 0]);
  });
});
