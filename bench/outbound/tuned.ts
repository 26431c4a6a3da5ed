/** What was found by tuning; nothing yet. */
export const tunedParams = (
  _scenario: string,
  _agents: number,
  _policy: string,
): Readonly<Record<string, number>> => ({})
