export const printableAscii = /^[ -~]*$/;

/**
 * What could move the cursor, reorder or hide text, or pass for a space: controls, escapes, line separators, lone
 * surrogates, bidirectional and zero-width characters, spaces other than the usual one. Variation selectors, which
 * choose between two looks of a character, are let through.
 */
export const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|(?!\u0020)\p{Zs}|(?![\uFE00-\uFE0F])\p{DI}/gu;

/**
 * What a CI runner takes for a command, anywhere in a line: `::stop-commands::` of GitHub, `##[group]` and `##vso[…]` of
 * Azure, `##teamcity[…]`. The second of the two characters is what is escaped.
 */
export const runnerCommand = /(?<=:):|(?<=#)#(?=\w*\[)/g;

/** Whether a text holds anything that is not printed as it is. */
export function isUnsafe(text: string): boolean {
  return text.search(runnerCommand) >= 0 || (!printableAscii.test(text) && text.search(unsafe) >= 0);
}
