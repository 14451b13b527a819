const LOG_LENGTH = 6;

/** Shows that nothing is missing: what the client has verified, and what it did after the connection was lost. */
export class Coverage {
  #element;
  #frames = 0;
  #gaps = 0;
  #lost = 0;
  #reconnects = 0;
  #resumes = 0;
  #start = null;
  /** Ticks since the resume, until the position is reached at which the server stood then. */
  #replay = null;
  #cutAtMs = 0;

  /** @param {(id: string) => HTMLElement} element finds elements of the page */
  constructor(element) {
    this.#element = element;
  }

  /** Another subscription: what was verified before does not speak for it. */
  restart() {
    this.#frames = 0;
    this.#gaps = 0;
    this.#lost = 0;
    this.#start = null;
    this.#replay = null;
    this.#cutAtMs = 0;
    this.#element('log').replaceChildren();
  }

  onTick() {
    if (this.#replay !== null) {
      this.#replay.ticks++;
    }
  }

  onFrameEnd(position) {
    this.#frames++;
    if (this.#replay !== null && position >= this.#replay.head) {
      const { ticks, from } = this.#replay;
      this.#replay = null;
      this.#log(`caught up at ${number(position)}: ${ticks === 1 ? '1 tick' : `${number(ticks)} ticks`} since`
        + ` ${number(from)}, none missing`);
    }
  }

  onSubscribed({ position }) {
    this.#start ??= position;
    this.#back(`subscribed at position ${number(position)}`);
  }

  onResumed({ from, head }) {
    this.#resumes++;
    this.#replay = { from, head, ticks: 0 };
    this.#back(`resumed from position ${number(from)}, where it stopped; the server stands at ${number(head)}`);
  }

  onReset({ reason, position }) {
    this.#start = position;
    this.#replay = null;
    this.#back(`could not resume (${reason}): started anew at position ${number(position)}`);
  }

  onLost({ from, through }) {
    this.#lost += through - from + 1;
    this.#log(`the server has lost ${number(from)} through ${number(through)}`);
  }

  onGap({ expected, got }) {
    this.#gaps++;
    this.#log(`a frame began at ${number(got)} in place of ${number(expected)}; it was not used`);
  }

  onGoingAway({ reconnectMs, addresses }) {
    const others = addresses.length === 0 ? '' : `, and names ${addresses.join(' ')}`;
    this.#log(`the server stops; it wants this page back in ${number(reconnectMs)} ms${others}`);
  }

  onDisconnected(reason, retryInMs) {
    this.#cutAtMs ||= performance.now();
    this.#log(`${reason}; trying again in ${retryInMs} ms`);
  }

  draw(position) {
    const element = this.#element;
    element('position').textContent = position === undefined ? '–' : number(position);
    element('reconnects').textContent = number(this.#reconnects);
    element('resumes').textContent = number(this.#resumes);
    if (this.#frames === 0) {
      element('proof').dataset.gap = 'none';
      element('verdict').textContent = 'No frame yet';
      element('evidence').textContent = '';
      return;
    }
    element('proof').dataset.gap = this.#lost > 0 ? 'lost' : 'proved';
    element('verdict').textContent = this.#lost > 0 ? `${number(this.#lost)} positions lost by the server`
      : `No gap: ${number(this.#frames)} frames verified`;
    element('evidence').textContent = `Each began where the one before it ended, from position ${number(this.#start)} to`
      + ` ${number(position)}.${this.#gaps > 0 ? ` ${number(this.#gaps)} did not, and were fetched again.` : ''}`;
  }

  #back(text) {
    if (this.#cutAtMs === 0) {
      this.#log(text);
    } else {
      this.#reconnects++;
      this.#log(`back after ${number(Math.round(performance.now() - this.#cutAtMs))} ms: ${text}`);
      this.#cutAtMs = 0;
    }
  }

  #log(text) {
    const li = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date().toTimeString().slice(0, 8);
    const what = document.createElement('span');
    what.textContent = text;
    li.append(time, what);
    const log = this.#element('log');
    log.prepend(li);
    while (log.children.length > LOG_LENGTH) {
      log.lastElementChild.remove();
    }
  }
}

function number(value) {
  return value.toLocaleString('en');
}
