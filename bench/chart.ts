import type { Point } from './core.js';

/*
 * Time and memory over the number of grants as a picture, by powers of ten, which are as high for one as for the other: what grows
 * linearly is as steep as the dashed line, and what is there from the start (Node itself) is flat until the rest outgrows it.
 */

const width = 640;
const height = 300;
const margin = { left: 56, right: 64, top: 34, bottom: 44 };

interface Scale {
  readonly least: number;
  readonly most: number;
}

/** An SVG that needs no style sheet and reads in light and dark. */
export function chartOf(points: readonly Point[]): string {
  const grants = scaleOf(points.map((point) => point.grants));
  const [seconds, megabytes] = asHigh(
    scaleOf(points.map((point) => point.seconds)),
    scaleOf(points.map((point) => point.megabytes)),
  );
  const x = (value: number) => margin.left + at(value, grants) * (width - margin.left - margin.right);
  const y = (value: number, scale: Scale) =>
    height - margin.bottom - at(value, scale) * (height - margin.top - margin.bottom);
  const line = (scale: Scale, of: (point: Point) => number, color: string, text: (point: Point) => string) => [
    `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((point) => `${fixed(x(point.grants))},${fixed(y(of(point), scale))}`).join(' ')}"/>`,
    ...points.map(
      (point) =>
        `<circle cx="${fixed(x(point.grants))}" cy="${fixed(y(of(point), scale))}" r="3" fill="${color}"><title>${text(point)}</title></circle>`,
    ),
  ];
  /** Ten times the grants, ten times as much: from the bottom left to where it leaves the picture. */
  const decades = Math.min(grants.most - grants.least, seconds.most - seconds.least);
  const linear = [1, 10 ** decades].map((times) => [
    x(10 ** grants.least * times),
    y(10 ** seconds.least * times, seconds),
  ]);
  const described = points
    .map((point) => `${count(point.grants)} grants: ${time(point.seconds)}, ${memory(point.megabytes)}`)
    .join('; ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="Time and memory of planning by number of grants. ${described}" font-family="sans-serif" font-size="12" fill="#808080">`,
    `<text x="${String(margin.left)}" y="18" fill="#2f81f7">time, s</text>`,
    `<text x="${String(width - margin.right)}" y="18" text-anchor="end" fill="#d29922">peak memory, MB</text>`,
    ...powers(grants).flatMap((value) => [
      `<line x1="${fixed(x(value))}" x2="${fixed(x(value))}" y1="${String(margin.top)}" y2="${String(height - margin.bottom)}" stroke="#80808040"/>`,
      `<text x="${fixed(x(value))}" y="${String(height - 24)}" text-anchor="middle">${count(value)}</text>`,
    ]),
    ...powers(seconds).map(
      (value) =>
        `<text x="${String(margin.left - 8)}" y="${fixed(y(value, seconds) + 4)}" text-anchor="end">${count(value)}</text>`,
    ),
    ...powers(megabytes).map(
      (value) =>
        `<text x="${String(width - margin.right + 8)}" y="${fixed(y(value, megabytes) + 4)}">${count(value)}</text>`,
    ),
    `<polyline fill="none" stroke="#808080" stroke-dasharray="4 4" points="${linear.map(([across = 0, up = 0]) => `${fixed(across)},${fixed(up)}`).join(' ')}"/>`,
    `<text x="${String(width / 2)}" y="18" text-anchor="middle">dashed: linear</text>`,
    ...line(
      seconds,
      (point) => point.seconds,
      '#2f81f7',
      (point) => time(point.seconds),
    ),
    ...line(
      megabytes,
      (point) => point.megabytes,
      '#d29922',
      (point) => memory(point.megabytes),
    ),
    `<text x="${String(width / 2)}" y="${String(height - 6)}" text-anchor="middle">grants</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** From the power of ten below the least value to the one above the largest. */
function scaleOf(values: readonly number[]): Scale {
  return {
    least: Math.floor(Math.log10(Math.min(...values))),
    most: Math.ceil(Math.log10(Math.max(...values))),
  };
}

/** Two scales of as many powers of ten. */
function asHigh(one: Scale, other: Scale): readonly [Scale, Scale] {
  const powersOfTen = Math.max(one.most - one.least, other.most - other.least);
  const grown = ({ least }: Scale) => ({ least, most: least + powersOfTen });
  return [grown(one), grown(other)];
}

function at(value: number, { least, most }: Scale): number {
  return most === least ? 0 : (Math.log10(value) - least) / (most - least);
}

function powers({ least, most }: Scale): readonly number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => Number(`1e${String(least + index)}`));
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function time(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}

function memory(megabytes: number): string {
  return `${megabytes.toFixed(0)} MB`;
}
