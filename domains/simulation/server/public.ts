export { type Person, Rehearsal, type RehearsedCall } from './rehearsal.ts'
export type { RehearsedAgent } from './rehearsed-agent.ts'
export { type Heard, hireStaff, type Staff } from './staff.ts'
