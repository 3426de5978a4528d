import { Box, Text } from 'ink';
import type { Writable } from 'node:stream';
import { count } from '../layout.js';
import type { ListState, ReadingState } from '../reading.js';
import type { Style } from '../style.js';
import { clean, glyphsOf, paint } from '../style.js';
import type { LiveView } from './live-view.js';
import { liveView, widest } from './live-view.js';

/** Shows at a terminal which lists are read, and how many pages and objects have come in. */
export function showReading(options: {
  readonly title: string;
  readonly state: () => ReadingState;
  readonly style: Style;
  readonly output: Writable & { readonly rows?: number; readonly columns?: number };
}): LiveView {
  const { title, state, style, output } = options;
  return liveView(output, () => {
    const { rows = 24, columns = widest } = output;
    return <Reading title={title} state={state()} style={style} rows={rows} columns={columns} />;
  });
}

/** The whole view; never as high as the terminal. */
export function Reading({
  title,
  state,
  style,
  rows,
  columns,
}: {
  readonly title: string;
  readonly state: ReadingState;
  readonly style: Style;
  readonly rows: number;
  readonly columns: number;
}) {
  const lists = [...state];
  const room = Math.max(1, rows - 3);
  const open = ([, { begun, ended }]: (typeof lists)[number]) => ended < begun;
  const shown = lists.length <= room ? lists : [...lists.filter(open), ...lists.filter((list) => !open(list))];
  return (
    <Box flexDirection="column" width={Math.min(widest, columns)}>
      <Text wrap="truncate">{clean(title)}</Text>
      {shown.slice(0, room).map(([name, list]) => (
        <Text key={name} wrap="truncate">
          {lineOf(name, list, style)}
        </Text>
      ))}
    </Box>
  );
}

const nameWidth = 18;

function lineOf(name: string, list: ListState, style: Style): string {
  const { begun, ended, objects, problem } = list;
  const { ok, dot } = glyphsOf(style);
  if (problem !== undefined) return `${paint(style, 'yellow', '!')} ${name}: not shown, ${clean(problem)}`;
  const mark = ended < begun ? paint(style, 'dim', dot) : paint(style, 'green', ok);
  return `${mark} ${name.padEnd(nameWidth)}${String(objects).padStart(6)}  ${farOf(list)}`.trimEnd();
}

function farOf({ begun, ended, pages }: ListState): string {
  if (begun > 1) return ended < begun ? `${String(ended)}/${String(begun)} lists` : count(begun, 'list');
  return pages > 1 ? count(pages, 'page') : '';
}
