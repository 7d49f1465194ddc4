import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { error, type WebDriver, type WebElement } from 'selenium-webdriver';
import { lookFor, type Sought } from './look-for.ts';

/** How long a person may have to wait for a screen, on a machine that does other work too. */
const PATIENCE_MS = 120_000;
/** How often a picture is taken until it is the same twice. */
const LOOKS = 8;

/** Somebody at a browser: looks for things by the words on them, presses and types with the browser's own keys and pointer. */
export class Visit {
  readonly #driver: WebDriver;
  readonly #address: string;
  readonly #folder: string;
  #pictures = 0;

  constructor(driver: WebDriver, address: string, folder: string) {
    this.#driver = driver;
    this.#address = address;
    this.#folder = folder;
  }

  /** Opens an address of the application, and from there on notes what goes wrong on its page. */
  async open(path: string): Promise<void> {
    await this.#driver.get(new URL(path, this.#address).href);
    await this.#driver.executeScript(listen);
  }

  /** Comes as nobody: signs in anew with what the form asks for. */
  async signIn(username: string, password: string): Promise<void> {
    await this.open('/dang-nhap');
    await this.#driver.manage().deleteAllCookies();
    await this.open('/dang-nhap');
    await this.type('Tên đăng nhập', username);
    await this.type('Mật khẩu', password);
    await this.press({ role: 'button', name: 'Đăng nhập' });
    await this.at(/^(?!\/dang-nhap)/);
    await this.see({ role: 'heading', name: /^(?!Đăng nhập$)/ });
  }

  /** Waits until it can be seen; refuses with what was looked for. */
  async see(sought: Sought): Promise<WebElement> {
    const { role, name, within = null } = sought;
    const isPattern = typeof name !== 'string';
    const words = wordsOf(name);
    const found = await this.#driver.wait(
      async () => {
        const seen = this.#driver.executeScript<WebElement[]>(lookFor, role, words, isPattern, within);
        return (await seen.catch(letPass))?.[0] ?? null;
      },
      PATIENCE_MS,
      `There is no ${role} “${words}”${within ? ` within “${within.words}”` : ''}`,
    );
    return found ?? fail(words);
  }

  /** Presses it once it can be pressed: what moves or is covered for a moment is waited for; refuses with what it was. */
  async press(sought: Sought): Promise<void> {
    const pressed = async (): Promise<boolean> => {
      const element = await this.#reach(sought);
      if (!(await element.isEnabled())) return false;
      await element.click();
      return true;
    };
    await this.#driver.wait(
      async () => (await pressed().catch(letPass)) ?? false,
      PATIENCE_MS,
      `The ${sought.role} “${wordsOf(sought.name)}” cannot be pressed`,
    );
  }

  /** Sees it and scrolls to it, no further than a person has to. */
  async #reach(sought: Sought): Promise<WebElement> {
    const element = await this.see(sought);
    await this.#driver.executeScript('arguments[0].scrollIntoView({ block: "nearest" })', element);
    return element;
  }

  /** Types into a field, key by key. */
  async type(field: string | RegExp, words: string): Promise<void> {
    const element = await this.#reach({ role: 'field', name: field });
    await element.sendKeys(words);
  }

  /** Chooses in a list that opens below a field, by typing. */
  async choose(field: string | RegExp, words: string): Promise<void> {
    await this.type(field, words);
    await this.press({ role: 'option', name: new RegExp(words) });
  }

  /** Gives a file to the field of files. */
  async giveFile(path: string): Promise<void> {
    const [field] = await this.#driver.executeScript<WebElement[]>(
      'return document.querySelectorAll("input[type=file]")',
    );
    await (field ?? fail('No field takes a file')).sendKeys(path);
  }

  /** Waits until the address is one of these. */
  async at(path: RegExp): Promise<void> {
    await this.#driver.wait(async () => path.test(await this.#path()), PATIENCE_MS, `No page of ${path} was opened`);
  }

  async #path(): Promise<string> {
    return new URL(await this.#driver.getCurrentUrl()).pathname;
  }

  /** Keeps what the window shows, once it is the same for a moment; a caret that blinks is not waited for long. */
  async picture(name: string): Promise<void> {
    let seen = await this.#driver.takeScreenshot();
    for (let look = 1; look < LOOKS; look += 1) {
      await wait(500);
      const next = await this.#driver.takeScreenshot();
      if (next === seen) break;
      seen = next;
    }
    await mkdir(this.#folder, { recursive: true });
    this.#pictures += 1;
    const file = `${String(this.#pictures).padStart(2, '0')}-${name}.png`;
    await writeFile(join(this.#folder, file), seen, 'base64');
  }

  /** What went wrong on the page since it was opened: exceptions, and what its policy forbade. */
  async troubles(): Promise<readonly string[]> {
    return await this.#driver.executeScript<string[]>('return window.vanbanTroubles ?? []');
  }
}

function wordsOf(name: string | RegExp): string {
  return typeof name === 'string' ? name : name.source;
}

/** Runs in the page. */
function listen(): void {
  const troubles: string[] = [];
  Object.assign(window, { vanbanTroubles: troubles });
  window.addEventListener('error', ({ message }) => troubles.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => troubles.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    troubles.push(`The policy forbids ${violatedDirective}: ${blockedURI}`),
  );
}

/** Nothing, for what a page that is drawn anew gets over; refuses all else. */
function letPass(cause: unknown): undefined {
  const passing = [
    error.ElementClickInterceptedError,
    error.StaleElementReferenceError,
    error.ElementNotInteractableError,
  ];
  if (passing.some((kind) => cause instanceof kind)) return undefined;
  throw cause;
}

function fail(words: string): never {
  throw new Error(words);
}
