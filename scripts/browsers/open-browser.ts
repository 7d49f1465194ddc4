import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import browsingContext from 'selenium-webdriver/bidi/browsingContext.js';
import { portOf } from '../../server/platform/edge/listen.ts';
import type { Shutdown } from '../../server/platform/start/shutdown.ts';
import { type Screen, screens } from '../../test/support/browser.ts';
import { pathOf, programs, Running } from './programs.ts';

/** A browser that WebDriver (W3C) steers. */
export interface OpenBrowser {
  readonly driver: WebDriver;
  /** Gives pages the width and height of a screen that people have, whatever the window has around them. */
  resize(screen: Screen): Promise<void>;
}

/** How long a window may take to become as large as it was asked to. */
const RESIZE_MS = 10_000;

const isOnScreen = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** What each browser needs on this machine, and how it is opened, with what is to be ended after it; Firefox asks for no screen. */
export const browsers = {
  firefox: { needs: [programs.firefox, programs.geckodriver], open: openFirefox },
  webkit: { needs: [programs.webkitDriver, ...(isOnScreen ? [] : [programs.screen])], open: openWebKit },
} as const;

export type BrowserName = keyof typeof browsers;

async function openFirefox(shutdown: Shutdown): Promise<OpenBrowser> {
  const binary = pathOf(programs.firefox);
  const [port, websocketPort] = [await freePort(), await freePort()];
  const gecko = new Running(pathOf(programs.geckodriver), ['--port', port, '--websocket-port', websocketPort]);
  const driver = await connect(gecko, port, shutdown, {
    browserName: 'firefox',
    webSocketUrl: true,
    'moz:firefoxOptions': { binary, args: ['-headless'], prefs: { 'intl.accept_languages': 'vi' } },
  });
  // A window of Firefox is never as narrow as a phone; what it shows can be.
  const context = await browsingContext(driver, { browsingContextId: await driver.getWindowHandle() });
  return {
    driver,
    resize: (screen) => context.setViewport(screens[screen].width, screens[screen].height),
  };
}

async function openWebKit(shutdown: Shutdown): Promise<OpenBrowser> {
  const program = pathOf(programs.webkitDriver);
  const screen = isOnScreen ? {} : await openScreen(shutdown);
  const port = await freePort();
  const environment = { ...process.env, ...screen, ...(await narrowTools(shutdown)) };
  const webkit = new Running(program, [`--port=${port}`], environment);
  const driver = await connect(webkit, port, shutdown, { browserName: 'MiniBrowser' });
  const window = driver.manage().window();
  const size = async (): Promise<number[]> => await driver.executeScript('return [innerWidth, innerHeight]');
  return {
    driver,
    resize: async (asked) => {
      const { width, height } = screens[asked];
      await window.setRect({ x: 0, y: 0, width, height });
      const [wide = 0, high = 0] = await size();
      await window.setRect({ x: 0, y: 0, width: 2 * width - wide, height: 2 * height - high });
      const isAsGiven = async (): Promise<boolean> => String(await size()) === String([width, height]);
      await driver.wait(isAsGiven, RESIZE_MS, `The page is not ${width} × ${height}`);
    },
  };
}

/** Lets a window be as narrow as a phone: the tools that GTK draws above the page take no more room than their pictures. */
async function narrowTools(shutdown: Shutdown): Promise<{ readonly XDG_CONFIG_HOME: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-browsers-gtk-'));
  shutdown.add('looks', () => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'gtk-3.0'));
  await writeFile(join(folder, 'gtk-3.0', 'gtk.css'), '* { min-width: 0; padding: 0; margin: 0 }');
  return { XDG_CONFIG_HOME: folder };
}

/** A screen that nobody sees, larger than any window that is opened on it, as a program is told of it. */
async function openScreen(shutdown: Shutdown): Promise<{ readonly DISPLAY: string }> {
  const args = ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'];
  const screen = new Running(pathOf(programs.screen), args);
  shutdown.add('screen', () => screen.end());
  return { DISPLAY: `:${await screen.said(/^(\d+)\n/)}` };
}

/** Has the program that steers a browser open one, once it answers. */
async function connect(
  program: Running,
  port: string,
  shutdown: Shutdown,
  capabilities: Readonly<Record<string, unknown>>,
): Promise<WebDriver> {
  shutdown.add('driver', () => program.end());
  const address = `http://127.0.0.1:${port}`;
  await program.answers(`${address}/status`);
  const builder = new Builder().disableEnvironmentOverrides().usingServer(address);
  const driver = await builder.withCapabilities(new Capabilities(capabilities)).build();
  // In the middle of something WebKit’s driver ends instead of answering, and may leave its browser behind.
  shutdown.add('browser', () => driver.quit().catch(() => program.end()));
  return driver;
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return String(port);
}
