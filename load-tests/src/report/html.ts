/** HTML that is safe to put into a page as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | readonly Markup[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: what is not markup already is escaped. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, index) => text + render(parts[index])).join(''));
}

/** How deep a heading is. */
export type Level = 1 | 2 | 3 | 4;

/** @param id - what links and labels find it by; none unless given */
export function heading(level: Level, text: string | Markup, id?: string): Markup {
  const attribute = id === undefined ? html`` : html` id="${id}"`;
  return html`<h${level}${attribute}>${text}</h${level}>`;
}

export function below(level: Level): Level {
  return level === 1 ? 2 : level === 2 ? 3 : 4;
}

function render(part: Part | undefined): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n');
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
