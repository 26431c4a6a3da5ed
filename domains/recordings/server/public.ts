import * as exchange from './at-the-exchange.ts'
import * as hearing from './hear-speech.ts'
import * as keys from './keys.ts'
import * as service from './service.ts'

export type { Hearing } from './hear-speech.ts'
export type { Keeper, Vault } from './keeper.ts'
export type { MasterKeys } from './keys.ts'
export type { RecordingStore } from './port.ts'
export { StoreFull } from './port.ts'
export type { LiveRecordings } from './watch.ts'

/** Records the conversations their campaigns' policies ask for, and fetches, seals and keeps what was recorded. */
export const { openRecordings } = exchange
/** Where the master keys come from: settings, or a file made when first needed. */
export const { givenKeys, keysInFile } = keys
/** Tells who speaks when, in a thread. */
export const { openHearing } = hearing
/** Sets what a campaign records, for demo centres and tests: the same use case as through HTTP. */
export const { changePolicy } = service
/** Which prompts customers hear about the recording. */
export const { announcementsPlay } = service
