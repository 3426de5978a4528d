/** What is said in place of the login's key. */
const shown = '[the API key]';
/** A shorter one, which only tests have, may be a part of any word. */
const shortestKey = 8;

/**
 * Takes the login's key out of what a server says, before anything of it is shown: what is between here and Arize, or Arize
 * itself, may answer with what it was asked.
 */
export function hiding(key: string | undefined): (text: string) => string {
  if (key === undefined || key === '') return (text) => text;
  if (key.length >= shortestKey) return (text) => text.replaceAll(key, shown);
  const alone = new RegExp(`(?<![\\w-])${key.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`, 'g');
  return (text) => text.replaceAll(alone, shown);
}
