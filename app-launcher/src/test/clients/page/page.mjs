// Uses the page as a reader does, in Chromium, and prints what was to be seen, as JSON.
import { chromium } from 'playwright-core';

const [executablePath, base, key, mode, request] = process.argv.slice(2);
const { assistant, question, width = 1280, height = 800, shots } = JSON.parse(request);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const touch = width < 600;
const context = await browser.newContext({ viewport: { width, height }, isMobile: touch, hasTouch: touch });
const page = await context.newPage();
const complaints = [];
const elsewhere = [];
page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
page.on('pageerror', (error) => complaints.push(String(error)));
page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on('request', (sent) => { if (!sent.url().startsWith(base) && !sent.url().startsWith('data:')) elsewhere.push(sent.url()); });

const press = (selector) => (touch ? page.tap(selector) : page.click(selector));
const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
const answered = () => page.waitForFunction(() =>
  document.getElementById('talk').ariaBusy === 'false' && document.querySelector('.answer .cite'));
const shot = async (name) => shots && page.screenshot({ path: `${shots}/${name}-${width}.png` });

/** What reaches beyond the window at its right or left, whether or not it can be scrolled to. */
const beyond = () => page.evaluate((limit) => [...document.querySelectorAll('body *')]
  .filter((one) => { const box = one.getBoundingClientRect(); return box.width && (box.right > limit + 0.5 || box.left < -0.5); })
  .map((one) => `${one.tagName}#${one.id}.${one.className}`)
  .concat(document.documentElement.scrollWidth > limit ? ['the document'] : []), width);

/** Notes every state of the answer's text that could be seen. */
const watch = () => page.evaluate(() => {
  window.states = [];
  new MutationObserver(() => {
    const text = document.querySelector('.answer')?.textContent ?? '';
    if (text !== window.states.at(-1)) window.states.push(text);
  }).observe(document.getElementById('talk'), { childList: true, subtree: true, characterData: true });
});

const source = () => page.evaluate(() => {
  const mark = document.querySelector('#source mark');
  const box = mark.getBoundingClientRect();
  const frame = document.getElementById('source').getBoundingClientRect();
  return {
    title: document.getElementById('source-title').textContent,
    text: document.getElementById('source-text').textContent,
    mark: mark.textContent,
    markBackground: getComputedStyle(mark).backgroundColor,
    markInView: box.top >= frame.top && box.top < Math.min(frame.bottom, innerHeight) && box.height > 0,
  };
});

async function enter() {
  await page.goto(`${base}/`);
  await page.waitForSelector('#key-form:not([hidden])');
  await shot('key');
  const overflow = await beyond();
  await page.fill('#key', key);
  await press('#key-form button');
  await page.waitForSelector('#assistant:not([disabled])');
  await page.selectOption('#assistant', { label: assistant });
  return overflow;
}

async function ask() {
  await page.fill('#question', question);
  await watch();
  await press('#send');
}

const modes = {
  /** By mouse or finger: key, assistant, question, marker, source. */
  async pointer() {
    const overflow = await enter();
    await shot('empty');
    await ask();
    await answered();
    await shot('answer');
    overflow.push(...await beyond());
    const answer = await page.textContent('.answer');
    const markers = await page.$$eval('.cite', (all) => all.map((one) => one.textContent));
    await press('.cite');
    await page.waitForSelector('#source[aria-busy="false"]');
    overflow.push(...await beyond());
    const shown = await source();
    await shot('source');
    await press('#source-close');
    return { answer, markers, shown, overflow, states: await page.evaluate(() => window.states.length),
      closed: await page.isHidden('#source'), note: await page.textContent('.meta') };
  },

  /** The same without either: Tab, letters, Enter and Escape. */
  async keyboard() {
    const type = (text) => page.keyboard.type(text);
    const tabTo = async (wanted) => {
      for (let i = 0; i < 30; i++) {
        if ((await focus()) === wanted) return true;
        await page.keyboard.press('Tab');
      }
      return false;
    };
    await page.goto(`${base}/`);
    await page.waitForSelector('#key-form:not([hidden])');
    const steps = { keyFocused: await focus() };
    await type(key);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#assistant:not([disabled])');
    steps.questionFocused = await focus();
    steps.assistantReached = await tabTo('assistant');
    await type(assistant);
    steps.assistant = await page.$eval('#assistant', (one) => one.selectedOptions[0].label);
    steps.questionReached = await tabTo('question');
    await type(question);
    await page.keyboard.press('Enter');
    await answered();
    steps.markerReached = await tabTo('cite');
    steps.ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#source[aria-busy="false"]');
    steps.sourceFocused = await focus();
    steps.shown = await source();
    await page.keyboard.press('Tab');
    steps.afterSource = await focus();
    await page.keyboard.press('Escape');
    steps.closed = await page.isHidden('#source');
    steps.backAt = await focus();
    return steps;
  },

  /** What came is there while the model is silent; Stop ends it. */
  async stop() {
    await enter();
    await ask();
    await page.waitForFunction(() => document.querySelector('.answer')?.textContent.includes('three'));
    const before = { text: await page.textContent('.answer'), busy: await page.getAttribute('#talk', 'aria-busy') };
    await shot('streaming');
    await press('#stop');
    await page.waitForFunction(() => document.getElementById('talk').ariaBusy === 'false');
    return { before, after: await page.textContent('.answer'), note: await page.textContent('.meta'),
      askable: await page.isVisible('#send') };
  },

  /** Texts that look like markup. */
  async hostile() {
    await enter();
    await ask();
    await answered();
    await press('.cite');
    await page.waitForSelector('#source[aria-busy="false"]');
    const overflow = await beyond();
    await shot('hostile');
    return { answer: await page.textContent('.answer'), question: await page.textContent('.question'),
      note: await page.textContent('.meta'), shown: await source(), overflow,
      made: await page.$$eval('main img, main script, main iframe, main a, header img', (all) => all.length),
      owned: await page.evaluate(() => window.owned ?? 'no') };
  },

  /** An answer that is supported in part: what is marked, before and after the figure is pressed by keyboard. */
  async verdict() {
    const overflow = await enter();
    await ask();
    await page.waitForFunction(() => document.getElementById('talk').ariaBusy === 'false' && document.querySelector('.grounded'));
    const marked = () => page.$$eval('.answer.marked .weak', (all) => all.map((one) => one.textContent));
    const line = () => page.evaluate(() => {
      const weak = document.querySelector('.answer .weak');
      return weak ? getComputedStyle(weak).textDecorationLine : 'none';
    });
    const before = { marked: await marked(), line: await line() };
    await shot(`verdict-${assistant.replace(/\W/g, '-')}-before`);
    const button = await page.$('button.grounded');
    if (button) {
      await page.focus('button.grounded');
      await page.keyboard.press('Enter');
    }
    const after = { marked: await marked(), line: await line(),
      pressed: button && await button.getAttribute('aria-pressed') };
    await shot(`verdict-${assistant.replace(/\W/g, '-')}-after`);
    overflow.push(...await beyond());
    return { before, after, overflow, answer: await page.textContent('.answer'), note: await page.textContent('.meta') };
  },

  /** A key that nobody has. */
  async stranger() {
    await page.goto(`${base}/`);
    await page.fill('#key', 'ragflow-nobody');
    await page.click('#key-form button');
    await page.waitForSelector('#notice:not([hidden])');
    return { notice: await page.textContent('#notice'), form: await page.isVisible('#key-form') };
  },
};

try {
  const seen = await modes[mode]();
  console.log(JSON.stringify({ ...seen, complaints, elsewhere }));
} catch (failure) {
  if (shots) await page.screenshot({ path: `${shots}/failed-${mode}-${width}.png` });
  console.error(complaints.join('\n'));
  throw failure;
} finally {
  await browser.close();
}
