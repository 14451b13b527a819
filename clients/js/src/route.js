const ADDRESS_LIMIT = 16;
const HOST = /^((\*\.)?[a-z0-9_][a-z0-9_.-]*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/i;
const PORTS = { 'ws:': '80', 'wss:': '443' };

/**
 * The ws and wss addresses in what a server sent.
 *
 * @param {unknown} addresses a member of its message
 * @returns {string[]} at most 16 of them, as they came
 */
export function webSocketsOf(addresses) {
  const list = Array.isArray(addresses) ? addresses : [];
  return list.filter((address) => parsed(address) !== null).slice(0, ADDRESS_LIMIT);
}

/**
 * Check the hosts to which a server may send this client on.
 *
 * @param {string[]} hosts each a host, with a port if only that one is meant, or *.domain
 */
export function requireHosts(hosts) {
  if (!Array.isArray(hosts) || hosts.some((host) => typeof host !== 'string' || !HOST.test(host))) {
    throw new TypeError("followHosts must be a list of hosts such as ['b.example', 'b.example:8800', '*.feed.example',"
      + ` '[2001:db8::1]'], without ws:// and path: ${hosts}`);
  }
}

/**
 * Where a client connects to: the address that it was given, its own; and, after a server stopped and named others,
 * each of those once before, as far as the user allows it: a token is shown to whoever is there. Once another server
 * has served it, the client stays there and, when it loses that one, tries it and its own by turns.
 */
export class Route {
  #own;
  #hosts;
  #random;
  #ahead = [];
  #target;
  /** The last one that sent frames. */
  #proven;
  #isServed = false;
  #isTrial = false;

  /**
   * @param {string} own where the client was told to connect
   * @param {string[]} followHosts where it may go on
   * @param {() => number} random 0 to below 1
   */
  constructor(own, followHosts, random) {
    this.#own = own;
    this.#hosts = followHosts.map((host) => host.toLowerCase());
    this.#random = random;
    this.#target = own;
    this.#proven = own;
  }

  /**
   * Whether the target was named by a server and has sent no frame yet. What it refuses is not the last word then: the
   * next one may see it otherwise.
   */
  get isTrial() {
    return this.#isTrial;
  }

  /** Where the next attempt goes. */
  next() {
    this.#isTrial = this.#ahead.length > 0;
    if (this.#isTrial) {
      this.#target = this.#ahead.shift();
    } else if (!this.#isServed) {
      this.#target = this.#target === this.#proven ? this.#own : this.#proven;
    }
    this.#isServed = false;
    return this.#target;
  }

  /** A frame came from the target. */
  served() {
    this.#isServed = true;
    this.#isTrial = false;
    this.#proven = this.#target;
    this.#ahead.length = 0;
  }

  /**
   * The target stops, and names others. One of them is never without TLS where the own address is with it.
   *
   * @param {string[]} addresses from {@link webSocketsOf}
   */
  named(addresses) {
    const open = [...new Set(addresses)].filter((address) => this.#isOpen(address));
    this.#ahead = [];
    while (open.length > 0) {
      this.#ahead.push(...open.splice(Math.floor(this.#random() * open.length), 1));
    }
  }

  #isOpen(address) {
    if (address === this.#target || address === this.#own) {
      return address !== this.#target;
    }
    const { protocol, hostname, port } = parsed(address);
    const places = [hostname, `${hostname}:${port || PORTS[protocol]}`];
    return (protocol === 'wss:' || parsed(this.#own)?.protocol === 'ws:') && this.#hosts.some((host) =>
      places.some((place) => (host.startsWith('*.') ? place.endsWith(host.slice(1)) : place === host)));
  }
}

function parsed(address) {
  try {
    const url = new URL(address);
    return url.protocol in PORTS && url.hash === '' ? url : null;
  } catch {
    return null;
  }
}
