export { type DialOrder, OrderRefused, type TelephonyEvent, type TelephonyPort } from './port.ts'
