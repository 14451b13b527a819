/**
 * Why a connection is of no use any more. A loss has the reason for people, and the refusal: a code where another
 * attempt would be refused too, so that none is made; else null.
 */

export const UNAUTHENTICATED = 'UNAUTHENTICATED';
const CLOSE_CODES = new Map([[4006, UNAUTHENTICATED], [4008, 'REVOKED']]);
const HTTP_STATUSES = new Map([['401', UNAUTHENTICATED], ['403', 'FORBIDDEN']]);

/** Something that another connection may mend. */
export function lossOf(reason) {
  return { reason, refusal: null };
}

/** The connection was closed. */
export function closed(code, text) {
  return { reason: `the connection was closed with code ${code}${text === '' ? '' : `: ${text}`}`,
    refusal: CLOSE_CODES.get(code) ?? null };
}

/** The connection failed. Browsers say nothing of the cause; the package ws tells the server's answer. */
export function failed(url, text = '') {
  const status = /^Unexpected server response: (\d+)/.exec(text)?.[1];
  return { reason: `the connection to ${url} failed${text === '' ? '' : `: ${text}`}`,
    refusal: HTTP_STATUSES.get(status) ?? null };
}

/** The application has no token, so the server was not asked. */
export function noToken(error) {
  return lossOf(`no token: ${textOf(error)}`);
}

/** What an error says. */
export function textOf(error) {
  return error?.message ?? String(error);
}
