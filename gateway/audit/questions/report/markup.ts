/** Text that is HTML. Only `markup` makes it, so that no other text can get into a page without being escaped. */
export class Markup {
  readonly text: string;

  /** @param text HTML, already safe */
  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML with values in it: what is no markup is escaped, for text and for attributes in quotes. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += written(value) + (parts[index + 1] ?? '');
  });
  return new Markup(text);
}

function written(value: string | Markup | readonly Markup[]): string {
  if (value instanceof Markup) return value.text;
  if (typeof value !== 'string') return value.map(({ text }) => text).join('');
  return value.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
