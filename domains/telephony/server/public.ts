export {
  type DialOrder,
  HeadsetAway,
  type HeadsetNews,
  OrderRefused,
  type TelephonyEvent,
  type TelephonyPort,
  type Trunk,
} from './port.ts'
