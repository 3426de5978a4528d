/** The title of a web page, `''` for one without; nothing for a text that is no web page. Looks at the beginning only. */
export function titleOf(text: string): string | undefined {
  const beginning = text.slice(0, 4096);
  if (!/^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body|title|meta)\b/i.test(beginning)) return undefined;
  const title = /<title[^>]*>([^<]*)/i.exec(beginning)?.[1] ?? '';
  return title.replaceAll(/\s+/g, ' ').trim().slice(0, 100);
}
