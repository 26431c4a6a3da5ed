export { endpointOf } from '../headset.ts'
export { type Equipment, keepEquipment } from './equipment.ts'
export { type LiveHeadsets, openLiveHeadsets } from './headsets.ts'
export {
  type DialOrder,
  HeadsetAway,
  type HeadsetNews,
  OrderRefused,
  type Party,
  type TelephonyEvent,
  type TelephonyPort,
  type Trunk,
} from './port.ts'
