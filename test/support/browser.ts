import { existsSync } from 'node:fs';

/** Where Chromium is, if it is here: `apt-get install chromium`, or AX_GITOPS_CHROMIUM. */
export const chromium = [
  process.env['AX_GITOPS_CHROMIUM'],
  ...['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`),
].find((path) => path !== undefined && existsSync(path));

/** How it is started: without a display, and in a container too. */
export const launchOptions = { executablePath: chromium ?? '', args: ['--no-sandbox', '--disable-gpu'] };
