// What bundled tests import as `vitest`.
export const { describe, it, expect, vi, beforeAll, afterAll, beforeEach, afterEach } = globalThis.collectedTests;
