// `npm run coverage`: how many lines and branches the tests run, and a floor that only rises (vitest.coverage.config.ts). The
// properties try few cases: more of them run the same lines.
process.env['AX_GITOPS_RUNS'] ??= '100';
process.argv.splice(2, 0, '--config', 'vitest.coverage.config.ts');
await import('./test.mjs');
