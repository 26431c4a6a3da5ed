import { AgentDay as Day } from './AgentDay.tsx'
import { stateIcons as icons, AgentStateTag as Tag, stateTones as tones } from './state-look.tsx'

/** How an agent spent the day so far. */
export const AgentDay = Day
/** What an agent is doing, as icon and text. */
export const AgentStateTag = Tag
export const stateIcons = icons
export const stateTones = tones
