/** The addresses at which the LMS can be reached, and the one of them that a student uses. */
export class Entrances {
  readonly #urls: readonly string[];
  #current: number;

  /** @param seed Spreads the students over the addresses, as DNS does. */
  constructor(urls: readonly string[], seed: number) {
    this.#urls = urls;
    this.#current = seed % urls.length;
  }

  get url(): string {
    const url = this.#urls[this.#current];
    if (url === undefined) throw new Error('there is no address of the LMS');
    return url;
  }

  /** How many others there are. */
  get others(): number {
    return this.#urls.length - 1;
  }

  /** Takes the next one, as a browser does that cannot connect to the first address of a name. */
  moveOn(): void {
    this.#current = (this.#current + 1) % this.#urls.length;
  }
}
