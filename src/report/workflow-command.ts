/** A GitHub workflow command, escaped as GitHub's own toolkit does it. */
export function workflowCommand(
  level: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${list.join(',')}::${escapeData(message)}`;
}

/**
 * Keeps GitHub from showing a text in any log from here on. Of a text in several lines each is hidden on its own too, as
 * logs are searched line by line.
 */
export function maskCommands(text: string): string {
  const parts = new Set([text, ...text.split(/[\r\n]+/)]);
  return [...parts]
    .filter((part) => part.trim() !== '')
    .map((part) => `::add-mask::${escapeData(part)}\n`)
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
