import { Static, Text, render } from 'ink';
import type { ReactElement } from 'react';
import type { Writable } from 'node:stream';

/** What moves at the foot of a terminal while something is done. */
export interface LiveView {
  /** There is something new to be drawn. */
  touch(): void;
  /** Puts a text above, for good. */
  say(text: string): void;
  /** Takes what moves off the screen and gives the terminal to whoever comes next, until `resume`. */
  suspend(): void;
  resume(): void;
  /** Leaves nothing but what was said. Safe to repeat. */
  end(): void;
}

/**
 * Where a terminal becomes narrower it wraps what stands on it anew, and nobody can tell how far up that goes then. Lines
 * that moving parts draw are never longer than the narrowest terminal that text is laid out for, so that nothing is left over.
 */
export const widest = 39;

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
/** An empty frame is an empty line to ink. It goes as well, and comes back before ink draws the next one. */
const lineUp = '\x1b[1A';

/** Shows `frame` at a terminal, at most ten times a second. Never reads input, so that Ctrl-C and Ctrl-Z stay signals. */
export function liveView(output: Writable, frame: () => ReactElement | null): LiveView {
  const lines: string[] = [];
  let isDirty = false;
  let isAway = false;
  let isOver = false;
  const screen = () => (
    <>
      <Static items={[...lines]}>{(line, index) => <Text key={index}>{line}</Text>}</Static>
      {isAway || isOver ? null : frame()}
    </>
  );
  const view = render(screen(), {
    stdout: withoutEnd(output),
    // What is drawn is gone before a program that was stopped writes again.
    maxFps: Infinity,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const draw = () => {
    isDirty = false;
    view.rerender(screen());
  };
  const wipe = () => {
    draw();
    output.write(lineUp);
  };
  const timer = setInterval(() => {
    if (isDirty && !isAway) draw();
  }, 100);
  return {
    touch() {
      isDirty = true;
    },
    say(text) {
      lines.push(text);
      isDirty = true;
    },
    suspend() {
      isAway = true;
      wipe();
      output.write(showCursor);
    },
    resume() {
      isAway = false;
      output.write(`\n${hideCursor}`);
      draw();
    },
    end() {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      wipe();
      view.unmount();
    },
  };
}

/** Where a terminal is lower than what is drawn, ink empties it, with everything that stood on it before. */
function withoutEnd(output: Writable): NodeJS.WriteStream {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- ink writes and asks for `columns`
  return new Proxy(output as NodeJS.WriteStream, {
    get(target, key) {
      if (key === 'rows') return Infinity;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
