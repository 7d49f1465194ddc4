import { once } from 'node:events';
import { createServer } from 'node:http';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import browsingContext from 'selenium-webdriver/bidi/browsingContext.js';
import { portOf } from '../../server/platform/edge/listen.ts';
import { type Screen, screens } from '../../test/support/browser.ts';
import { pathOf, programs, Running } from './programs.ts';

/** A browser that WebDriver (W3C) steers. */
export interface OpenBrowser {
  readonly driver: WebDriver;
  /** Gives pages the width and height of a screen that people have, whatever the window has around them. */
  resize(screen: Screen): Promise<void>;
  end(): Promise<void>;
}

const isOnScreen = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** What each browser needs on this machine, and how it is opened; Firefox asks for no screen. */
export const browsers = {
  firefox: { needs: [programs.firefox, programs.geckodriver], open: openFirefox },
  webkit: { needs: [programs.webkitDriver, ...(isOnScreen ? [] : [programs.screen])], open: openWebKit },
} as const;

export type BrowserName = keyof typeof browsers;

async function openFirefox(): Promise<OpenBrowser> {
  const binary = pathOf(programs.firefox);
  const gecko = new Running(pathOf(programs.geckodriver), [
    '--port',
    '0',
    '--websocket-port',
    String(await freePort()),
  ]);
  const driver = await connect(await gecko.said(/Listening on \S+:(\d+)/), {
    browserName: 'firefox',
    webSocketUrl: true,
    'moz:firefoxOptions': { binary, args: ['-headless'], prefs: { 'intl.accept_languages': 'vi' } },
  });
  // A window of Firefox is never as narrow as a phone; what it shows can be.
  const context = await browsingContext(driver, { browsingContextId: await driver.getWindowHandle() });
  return {
    driver,
    resize: (screen) => context.setViewport(screens[screen].width, screens[screen].height),
    end: async () => {
      await driver.quit();
      await gecko.end();
    },
  };
}

async function openWebKit(): Promise<OpenBrowser> {
  const program = pathOf(programs.webkitDriver);
  const screen = isOnScreen ? undefined : await openScreen();
  const port = String(await freePort());
  const webkit = new Running(program, [`--port=${port}`], { ...process.env, ...screen?.environment });
  const driver = await connect(port, { browserName: 'MiniBrowser' });
  return {
    driver,
    resize: async (asked) => {
      const { width, height } = screens[asked];
      await driver.manage().window().setRect({ x: 0, y: 0, width, height });
      const [wide = 0, high = 0] = await driver.executeScript<number[]>('return [innerWidth, innerHeight]');
      await driver
        .manage()
        .window()
        .setRect({ x: 0, y: 0, width: 2 * width - wide, height: 2 * height - high });
    },
    end: async () => {
      await driver.quit();
      await webkit.end();
      await screen?.end();
    },
  };
}

/** A screen that nobody sees, larger than any window that is opened on it. */
async function openScreen() {
  const args = ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'];
  const screen = new Running(pathOf(programs.screen), args);
  return { environment: { DISPLAY: `:${await screen.said(/^(\d+)\n/)}` }, end: () => screen.end() };
}

async function connect(port: string, capabilities: Readonly<Record<string, unknown>>): Promise<WebDriver> {
  const builder = new Builder().disableEnvironmentOverrides().usingServer(`http://127.0.0.1:${port}`);
  return await builder.withCapabilities(new Capabilities(capabilities)).build();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}
