/** Commands of ax-gitops that a text tells its reader to run: in backticks, or at the end of a line. */
export function commandsIn(text: string): readonly string[] {
  const rest = text.replaceAll(/`[^`\n]*`/g, '');
  const found = [
    ...text.matchAll(new RegExp(`\`(${command})\``, 'g')),
    ...rest.matchAll(new RegExp(`(?:^ *|: )(${command})$`, 'gm')),
  ];
  return [...new Set(found.map(([, words = '']) => words))];
}

/** As a pattern: prose goes on with other words. */
const command =
  'ax-gitops (?:access|adopt|apply|doctor|drift|export|fmt|grant|history|ids|init|keys|offboard|plan|revoke|sandbox|schema|show|snapshot|users|validate)(?: [^`\\n]*)?';

/** What stands in documents and messages for something of the reader's own. */
const examples: Readonly<Record<string, string>> = {
  'WHO...': 'raj@example.com',
  WHO: 'raj@example.com',
  EMAIL: 'new@example.com',
  ROLE: 'member',
  PLACE: "'Platform Team/team-alpha'",
  NAME: 'traces',
  FILE: 'live.json',
  PLAN: 'plan.json',
  'PLAN.json': 'plan.json',
  DIRECTORY: 'out',
  DIR: 'sheets',
  'DIR/SHEET.csv': 'review-2026-q4/platform-team.csv',
  '[GLOB]': '',
  '[GLOB...]': '',
  '…': 'live.json',
  '[PLAN]': '',
};

/** The command with examples in the place of what a reader fills in. */
export function filledIn(command: string): string {
  return command
    .split(' ')
    .map((word) => examples[word] ?? word)
    .filter((word) => word !== '')
    .join(' ');
}
