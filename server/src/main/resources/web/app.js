import { TickwireClient } from '/client/index.js';
import { QuoteTable } from '/app/table.js';
import { Tape } from '/app/tape.js';

const RATE_WINDOW_MS = 1_000;

const element = (id) => document.getElementById(id);
const table = new QuoteTable(element('quotes'));
const tape = new Tape(element('tape'));
const counts = { ticks: 0, frames: 0, gaps: 0, resumes: 0 };
let client = null;
let lastRate = { ticks: 0, atMs: performance.now() };

function state(name, text) {
  element('state').dataset.state = name;
  element('state-text').textContent = text;
}

function message(text) {
  element('message').textContent = text;
}

function clearMarket() {
  table.clear();
  tape.clear();
}

function subscribe(url) {
  client?.close();
  clearMarket();
  message('');
  state('connecting', 'connecting');
  const symbols = element('symbols').value.split(/[\s,]+/).filter((symbol) => symbol !== '');
  client = new TickwireClient({
    url, symbols: symbols.length === 0 ? ['*'] : symbols, mode: element('mode').value, maxRate: 10,
    onQuote: (quote) => { counts.ticks++; table.onQuote(quote); },
    onTrade: (trade) => { counts.ticks++; table.onTrade(trade); tape.onTrade(trade); },
    onFrameEnd: () => { counts.frames++; },
    onSubscribed: (answer) => { live(answer); },
    onResumed: (answer) => { counts.resumes++; live(answer); },
    onReset: (answer) => { clearMarket(); live(answer); message(`started anew: ${answer.reason}`); },
    onLost: ({ from, through }) => { counts.gaps++; message(`lost on the server: (${from}, ${through}]`); },
    onGap: () => { counts.gaps++; },
    onDisconnected: ({ reason, retryInMs }) => { state('lost', `${reason}; again in ${retryInMs} ms`); },
    onError: ({ message: text }) => { message(text); },
    onRefused: ({ message: text }) => { state('lost', 'refused'); message(text); },
  });
}

function live(answer) {
  state('live', 'live');
  element('epoch').textContent = answer.epoch;
}

function draw(nowMs) {
  table.draw(nowMs);
  tape.draw();
  if (nowMs - lastRate.atMs >= RATE_WINDOW_MS) {
    element('rate').textContent =
      Math.round((counts.ticks - lastRate.ticks) * 1_000 / (nowMs - lastRate.atMs)).toLocaleString('en');
    lastRate = { ticks: counts.ticks, atMs: nowMs };
  }
  element('position').textContent = client?.position?.position?.toLocaleString('en') ?? '–';
  element('frames').textContent = counts.frames.toLocaleString('en');
  element('gaps').textContent = counts.gaps;
  element('resumes').textContent = counts.resumes;
  element('no-quotes').hidden = !table.isEmpty;
  element('no-trades').hidden = !tape.isEmpty;
  requestAnimationFrame(draw);
}

async function start() {
  const response = await fetch('/config.json');
  const config = await response.json();
  element('version').textContent = config.version;
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.hostname}:${config.webSocketPort}`;
  element('controls').addEventListener('submit', (event) => {
    event.preventDefault();
    subscribe(url);
  });
  element('mode').addEventListener('change', () => subscribe(url));
  element('cut').addEventListener('click', () => client?.cut());
  subscribe(url);
  requestAnimationFrame(draw);
}

start().catch((error) => {
  state('lost', 'the server does not answer');
  message(error.message);
});
