// Looks at the web page in a real browser: node --experimental-websocket .ci/page.mjs URL PROFILE_DIR [PNG [WIDTH [HEIGHT]]]
// Waits until all instruments of the sample show a price, cuts the connection, and waits until the page has resumed.
// TOKEN in the environment is typed in, after a bad one, once the page asks for it; SPKI is the hash of a public key that
// is trusted, as of a certificate of one's own. Exits with 1 and a reason if something does not happen, or if the page
// reports an error.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [url, profile, png, width = '1280', height = '800'] = process.argv.slice(2);
const SYMBOLS = ['BTCUSDT@spot', 'ETHUSDT@spot', 'BTCUSDT@usdm', 'ETHUSDT@usdm', 'BTCUSD_PERP@cm', 'ETHUSD_PERP@cm'];
const DEADLINE_MS = 60_000;
const { TOKEN: token, SPKI: spki } = process.env;

const browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0',
  `--user-data-dir=${profile}`, `--window-size=${width},${height}`,
  ...(spki ? [`--ignore-certificate-errors-spki-list=${spki}`] : []), 'about:blank'], { stdio: 'ignore' });

async function until(what, condition) {
  const endMs = Date.now() + DEADLINE_MS;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > endMs) {
      throw new Error(`did not happen in time: ${what}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** The browser's debugging protocol, to the extent that is needed here. */
async function connect() {
  const file = `${profile}/DevToolsActivePort`;
  await until('the start of the browser', () => existsSync(file) && readFileSync(file, 'utf8').includes('\n'));
  const port = readFileSync(file, 'utf8').split('\n')[0];
  const target = await until('a page', async () => {
    const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    return targets.find((each) => each.type === 'page');
  });
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
  const waiting = new Map();
  const errors = [];
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    waiting.get(message.id)?.(message);
    if (message.method === 'Runtime.exceptionThrown') {
      errors.push(message.params.exceptionDetails.exception?.description ?? message.params.exceptionDetails.text);
    } else if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error') {
      errors.push(`${message.params.entry.text} ${message.params.entry.url ?? ''}`);
    }
  };
  let id = 0;
  const call = (method, params = {}) => new Promise((resolve) => {
    waiting.set(++id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
  });
  const evaluate = async (expression) => {
    const { result } = await call('Runtime.evaluate', { expression, returnByValue: true });
    return result.result.value;
  };
  return { call, evaluate, errors };
}

/** Nothing of the market may be there before. */
async function enterToken(evaluate) {
  await until('the page to ask for a token', () => evaluate(
    '!document.getElementById("token-row").hidden && document.getElementById("message").textContent !== ""'));
  if (await evaluate('document.querySelectorAll("#quotes tbody tr").length') !== 0) {
    throw new Error('there are instruments before there is a token');
  }
  const enter = (text) => evaluate(`document.getElementById('token').value = ${JSON.stringify(text)};
    document.getElementById('controls').requestSubmit()`);
  await enter(`${token}x`);
  await until('the page to refuse a bad token', () => evaluate(
    'document.getElementById("message").textContent.startsWith("the token is not good")'));
  await enter(token);
}

async function look() {
  const { call, evaluate, errors } = await connect();
  await call('Runtime.enable');
  await call('Log.enable');
  await call('Page.enable');
  await call('Emulation.setDeviceMetricsOverride',
    { width: Number(width), height: Number(height), deviceScaleFactor: 1, mobile: Number(width) < 600 });
  await call('Page.navigate', { url });
  if (token) {
    await enterToken(evaluate);
    // The browser itself reports the handshake that was refused.
    errors.length = 0;
  }
  await until('a price of every instrument', () => evaluate(`(${JSON.stringify(SYMBOLS)}).every((symbol) =>
    /[0-9]/.test(document.querySelector('tr[data-symbol="' + symbol + '"] td.bid')?.textContent ?? ''))`));
  const before = Number(await evaluate('document.getElementById("position").textContent.replaceAll(",", "")'));
  await evaluate('document.getElementById("cut").click()');
  await until('the page to resume', () => evaluate('document.getElementById("resumes").textContent === "1"'));
  await until('ticks after the resume', () => evaluate(
    `Number(document.getElementById("position").textContent.replaceAll(",", "")) > ${before}`));
  await until('the page to catch up', () => evaluate(
    'document.getElementById("log").textContent.includes("none missing")'));
  const facts = await evaluate(`({ verdict: document.getElementById('verdict').textContent,
    state: document.getElementById('state').dataset.state, message: document.getElementById('message').textContent,
    trades: document.querySelectorAll('#tape li').length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth })`);
  if (png) {
    const { result } = await call('Page.captureScreenshot');
    writeFileSync(png, Buffer.from(result.data, 'base64'));
  }
  if (!/^No gap: [0-9,]+ frames verified$/.test(facts.verdict) || facts.state !== 'live' || facts.message !== ''
      || facts.trades === 0 || facts.overflow > 0) {
    throw new Error(`the page shows ${JSON.stringify(facts)}`);
  }
  if (errors.length > 0) {
    throw new Error(`the page reported: ${errors.join('; ')}`);
  }
}

try {
  await look();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  browser.kill('SIGKILL');
}
