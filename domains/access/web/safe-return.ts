/** Only addresses of ours: a link must not send people elsewhere after they signed in. */
export const safeReturn = (from: unknown): string =>
  typeof from === 'string' && /^\/(?![/\\])/.test(from) && !from.startsWith('/sign-in') ? from : '/'
