import type { Policy } from '../policy-ground.ts'
import { look } from './look.ts'
import { progressive } from './progressive.ts'

/** The policies others are measured against, by name. */
export const baselines: Readonly<Record<string, Policy>> = { progressive, look }
