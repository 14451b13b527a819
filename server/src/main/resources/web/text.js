/** How the page writes what more than one part of it shows. */

/** Who was the aggressor, for those who do not see colours too. */
export function sideMark(side) {
  return side === 'buy' ? '▲' : side === 'sell' ? '▼' : '•';
}

/** Hours to milliseconds, UTC. */
export function timeText(timeNs) {
  return new Date(Number(timeNs / 1_000_000n)).toISOString().slice(11, 23);
}

/** The name's two parts; the second begins with its '@'. */
export function symbolParts(name) {
  const at = name.lastIndexOf('@');
  return { symbol: name.slice(0, at), venue: name.slice(at) };
}
