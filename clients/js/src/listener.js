/**
 * Calls the application. What its callbacks throw must not break the stream: the tick was delivered, and to take it
 * back would deliver it twice.
 */
export class Listener {
  #target;
  #isStopped = false;

  /** @param {object} target has the callbacks, all optional */
  constructor(target) {
    this.#target = target;
  }

  /** Call nothing any more. */
  stop() {
    this.#isStopped = true;
  }

  onQuote(quote, flags) {
    this.call('onQuote', quote, flags);
  }

  onTrade(trade, flags) {
    this.call('onTrade', trade, flags);
  }

  onFeedStatus(status, flags) {
    this.call('onFeedStatus', status, flags);
  }

  call(name, ...values) {
    if (this.#isStopped) {
      return;
    }
    try {
      this.#target[name]?.(...values);
    } catch (error) {
      this.#failed(name, error);
    }
  }

  #failed(name, error) {
    if (name !== 'onListenerFailure' && this.#target.onListenerFailure) {
      this.call('onListenerFailure', { call: name, error });
    } else if (typeof globalThis.reportError === 'function') {
      globalThis.reportError(error);
    } else {
      console.error(error);
    }
  }
}
