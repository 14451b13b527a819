const KEY = 'tickwire.token';

/** The field for a token, where the server wants one. The token is kept for this tab only, until it is closed. */
export class TokenField {
  #row;
  #input;
  /** A browser may refuse storage to a page. */
  #entered = null;

  /**
   * @param {HTMLElement} row has label and input; hidden as long as no token is wanted
   * @param {HTMLInputElement} input where a token is entered
   */
  constructor(row, input) {
    this.#row = row;
    this.#input = input;
  }

  /** Keep what was entered; the field itself does not show it any longer. */
  keep() {
    // A token copied from a terminal may be broken into lines.
    const entered = this.#input.value.replace(/\s+/g, '');
    if (entered !== '') {
      this.#entered = entered;
      this.#input.value = '';
      try {
        sessionStorage.setItem(KEY, entered);
      } catch {
        // It is good until the page is left.
      }
    }
  }

  /** For the client: gives the token that is kept; null if there is none. */
  get source() {
    const kept = this.#kept;
    return kept === null ? null : () => this.#kept ?? kept;
  }

  /** Whether the server wants a token, as its hello says. */
  onConnected({ auth = 'none' }) {
    this.#show(auth !== 'none');
  }

  /** The token is not good, or there is none. */
  onRefused() {
    this.#entered = null;
    if (read() !== null) {
      sessionStorage.removeItem(KEY);
    }
    this.#show(true);
    this.#input.focus();
  }

  get #kept() {
    return this.#entered ?? read();
  }

  #show(isWanted) {
    this.#row.hidden = !isWanted;
    this.#input.placeholder = this.#kept === null ? 'paste it here' : 'kept; paste another to change it';
  }
}

/** A browser may refuse storage to a page; then there is none to find. */
function read() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
