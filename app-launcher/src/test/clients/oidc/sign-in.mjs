// Signs in by a button of the page, in Chromium, and prints what was to be seen, as JSON.
import { chromium } from 'playwright-core';

const [executablePath, base, button, person, shots] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
const page = await context.newPage();
const complaints = [];
const asked = [];
const ours = (url) => url.startsWith(base); // what the provider's own pages complain of is not ours
page.on('console', (message) => { if (ours(message.location().url)) complaints.push(`${message.type()}: ${message.text()}`); });
page.on('pageerror', (error) => { if (ours(page.url())) complaints.push(String(error)); });
page.on('request', (request) => { if (ours(request.url())) asked.push(request.url().slice(base.length)); });

try {
  await page.goto(`${base}/`);
  await page.waitForSelector('#channels:not([hidden])');
  const offered = await page.$$eval('.channel', (all) => all.map((one) => one.textContent));
  await page.screenshot({ path: `${shots}/sign-in-390.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.click(`text=${button}`);
  await page.fill('input[name=login]', person);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]'); // yes, that server may know who I am
  await page.waitForSelector('#notice:not([hidden]), #ask-form:not([hidden])');
  const seen = { offered, wide, asked, address: page.url(), open: await page.isVisible('#ask-form'), notice: await page.textContent('#notice'),
    key: await page.evaluate(() => sessionStorage.getItem('footnote.key')),
    readable: await page.evaluate(() => document.cookie) };
  await page.screenshot({ path: `${shots}/signed-in-390.png` });
  const other = await context.newPage();
  await other.goto(`${base}/#auth=of-somebody-else`);
  await other.waitForSelector('#key-form:not([hidden])');
  seen.strangersLink = { key: await other.evaluate(() => sessionStorage.getItem('footnote.key')), address: other.url() };
  console.log(JSON.stringify({ ...seen, complaints }));
} catch (failure) {
  await page.screenshot({ path: `${shots}/failed-sign-in.png` });
  console.error(complaints.join('\n'));
  throw failure;
} finally {
  await browser.close();
}
