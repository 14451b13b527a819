import { TickwireClient } from '/client/index.js';
import { TokenField } from '/app/access.js';
import { Coverage } from '/app/coverage.js';
import { QuoteTable } from '/app/table.js';
import { Tape } from '/app/tape.js';

const RATE_WINDOW_MS = 1_000;
const CONFLATED_RATE = 10;

const element = (id) => document.getElementById(id);
const table = new QuoteTable(element('quotes'));
const tape = new Tape(element('tape'));
const coverage = new Coverage(element);
const tokenField = new TokenField(element('token-row'), element('token'));
const sources = new Map();
/** Whether the server said that it stops; until it is back. */
let isStopping = false;
let client = null;
let ticks = 0;
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

function patterns() {
  const symbols = element('symbols').value.split(/[\s,]+/).filter((symbol) => symbol !== '');
  return symbols.length === 0 ? ['*'] : symbols;
}

/** How far this page is behind; null while it is not. */
function slow(text) {
  element('slow').hidden = text === null;
  element('slow').textContent = text ?? '';
}

function live({ epoch, unknown = [] }) {
  isStopping = false;
  state('live', 'live');
  element('epoch').textContent = epoch;
  if (unknown.length > 0) {
    message(`no instrument is called ${unknown.join(' or ')} yet`);
  }
}

/** A source that is not up is told as long as it is not. */
function onFeedStatus({ sourceId, status }) {
  if (status === 'up') {
    sources.delete(sourceId);
  } else {
    sources.set(sourceId, `source ${sourceId} is ${status}`);
  }
  message([...sources.values()].join(', '));
}

function onTrade(trade, flags) {
  ticks++;
  coverage.onTick();
  // Trades still come in until the server has changed the mode; what is shown of them would soon be out of date.
  if (bringsTrades()) {
    table.onTrade(trade);
    tape.onTrade(trade, flags);
  }
}

function bringsTrades() {
  return element('mode').value !== 'conflated';
}

function subscribe(url) {
  client?.close();
  clearMarket();
  coverage.restart();
  message('');
  slow(null);
  isStopping = false;
  state('connecting', 'connecting');
  const token = tokenField.source;
  client = new TickwireClient({
    url, symbols: patterns(), mode: element('mode').value, maxRate: CONFLATED_RATE, token,
    onConnected: (hello) => tokenField.onConnected(hello),
    onQuote: (quote) => { ticks++; coverage.onTick(); table.onQuote(quote); },
    onTrade,
    onFeedStatus,
    onFrameEnd: (position) => coverage.onFrameEnd(position),
    onSubscribed: (answer) => { coverage.onSubscribed(answer); live(answer); },
    onResumed: (answer) => { coverage.onResumed(answer); live(answer); },
    onReset: (answer) => { clearMarket(); coverage.onReset(answer); live(answer); },
    onLost: (gap) => coverage.onLost(gap),
    onGap: (gap) => coverage.onGap(gap),
    onSlow: ({ ticks: behind }) => slow(`slow: ${behind.toLocaleString('en')} ticks behind`),
    onCaughtUp: () => slow(null),
    onExpiring: ({ ms }) => message(`the token expires in ${Math.round(ms / 1_000)} s; paste another and subscribe`),
    onGoingAway: (event) => { isStopping = true; coverage.onGoingAway(event); },
    onDisconnected: ({ reason, retryInMs }) => {
      slow(null);
      state('lost', isStopping ? 'the server stopped; reconnecting' : 'reconnecting');
      coverage.onDisconnected(reason, retryInMs);
    },
    onError: ({ code, message: text }) => {
      // What is not known yet is told by the answer itself.
      if (code !== 'UNKNOWN_SYMBOL') {
        message(text);
      }
    },
    onRefused: (refusal) => onRefused(refusal, token !== null),
  });
}

function onRefused({ code, message: text }, hadToken) {
  slow(null);
  if (code !== 'UNAUTHENTICATED' && code !== 'REVOKED') {
    state('lost', 'refused');
    message(text);
    return;
  }
  state('lost', 'token wanted');
  message(hadToken ? `the token is not good: ${text}` : 'the server wants a token: paste it above and subscribe');
  tokenField.onRefused();
}

function changeMode() {
  client.mode(element('mode').value, CONFLATED_RATE);
  table.clearTrades();
  tape.clear();
}

function draw(nowMs) {
  table.draw(nowMs);
  tape.draw();
  coverage.draw(client.position?.position);
  if (nowMs - lastRate.atMs >= RATE_WINDOW_MS) {
    element('rate').textContent =
      Math.round((ticks - lastRate.ticks) * 1_000 / (nowMs - lastRate.atMs)).toLocaleString('en');
    lastRate = { ticks, atMs: nowMs };
  }
  element('no-quotes').hidden = !table.isEmpty;
  element('no-trades').hidden = !tape.isEmpty;
  element('no-trades').textContent = bringsTrades() ? 'No trade yet.' : 'This mode brings the latest quotes only.';
  requestAnimationFrame(draw);
}

async function start() {
  const response = await fetch('/config.json');
  const config = await response.json();
  element('version').textContent = config.version;
  // A page that came over TLS may not open a plain WebSocket, whoever has added the TLS.
  const scheme = config.webSocketTls || location.protocol === 'https:' ? 'wss' : 'ws';
  const url = `${scheme}://${location.hostname}:${config.webSocketPort}`;
  element('controls').addEventListener('submit', (event) => {
    event.preventDefault();
    tokenField.keep();
    subscribe(url);
  });
  element('mode').addEventListener('change', changeMode);
  element('cut').addEventListener('click', () => client.cut());
  subscribe(url);
  requestAnimationFrame(draw);
}

start().catch((error) => {
  state('lost', 'the server does not answer');
  message(error.message);
});
