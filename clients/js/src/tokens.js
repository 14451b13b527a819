const JWT = /^[A-Za-z0-9._-]+$/;

/** Asks the application for tokens, one call at a time. What it says of a bad one never holds the token. */
export class TokenSource {
  #next;
  #asked = null;
  #shown = null;

  /** @param {() => string | Promise<string>} next gives a token that is good now */
  constructor(next) {
    this.#next = next;
  }

  /** @returns {Promise<string>} a token; fails as the application does, or if that gives none */
  ask() {
    this.#asked ??= Promise.resolve().then(() => this.#next()).then(requireToken)
      .finally(() => { this.#asked = null; });
    return this.#asked;
  }

  /**
   * A token goes to the server.
   *
   * @param {string} token from ask
   * @returns {boolean} whether it is another than the one before
   */
  show(token) {
    const isNew = token !== this.#shown;
    this.#shown = token;
    return isNew;
  }
}

function requireToken(token) {
  if (typeof token !== 'string' || !JWT.test(token)) {
    throw new TypeError("a token must be a JWT, which is a text of letters, digits, '-', '_' and '.' only; the function"
      + ` token gave ${typeof token === 'string' ? `${token.length} characters, others among them` : typeof token}`);
  }
  return token;
}
