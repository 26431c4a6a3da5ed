export { resultsChanged } from './events.ts'
export type { Given, GivenRow } from './receive.ts'
/** Takes in reports without HTTP, for demo centres and adapters: the same reading, refusals and history. */
export { receive as receiveResults } from './receive.ts'
