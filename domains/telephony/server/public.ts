export { houseGoodbye } from '../built-in-prompts.ts'
export { diskState } from '../disk.ts'
export { endpointOf } from '../headset.ts'
/** A WAV of such samples, as people upload them. */
export { wavOf } from '../wav.ts'
export { type Equipment, keepEquipment } from './equipment.ts'
export { type LiveHeadsets, openLiveHeadsets } from './headsets.ts'
export {
  type DialOrder,
  HeadsetAway,
  type HeadsetNews,
  OrderRefused,
  type Party,
  plainTrunk,
  type TelephonyEvent,
  type TelephonyPort,
  type Trunk,
} from './port.ts'
export { type LivePrompts, longestPlayMs, openLivePrompts } from './prompts/live.ts'
export { promptJobs, promptReactions, promptRoutes } from './prompts/routes.ts'
export { addPrompt, knownPrompts, type PromptUses, uploadPromptSound } from './prompts/service.ts'
export { type LiveTrunks, openLiveTrunks } from './trunks/live.ts'
export { trunkReactions, trunkRoutes } from './trunks/routes.ts'
export { addTrunk, changeTrunk } from './trunks/service.ts'
export { forgetOutsideLegs, listTrunks } from './trunks/store.ts'
