import { html, Markup } from './html.ts';
import { styles } from './styles.ts';

/** One self-contained page, without this code's indentation: no script, and no request to anywhere. */
export function page(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Markup(styles)}
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`.text.replace(/\n\s+/g, '\n');
}
