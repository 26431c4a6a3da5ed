export { type DoNotCallGate, openDoNotCallGate } from './live.ts'
