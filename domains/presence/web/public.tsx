import type { AgentState } from '../agent-state.ts'
import { AgentDay as Day } from './AgentDay.tsx'
import fills from './agent-day.module.css'
import { CorrectionForm as Form } from './CorrectionForm.tsx'
import { CorrectionList as List } from './CorrectionList.tsx'
import { stateIcons as icons, AgentStateTag as Tag, stateTones as tones } from './state-look.tsx'

/** How an agent spent the day so far. */
export const AgentDay = Day
/** What an agent is doing, as icon and text. */
export const AgentStateTag = Tag
export const stateIcons = icons
export const stateTones = tones
/** The class that fills a stretch of a state with its colour. */
export const stateFill = (state: AgentState): string => fills[state] ?? ''
/** Says what a stretch of recorded time really was. */
export const CorrectionForm = Form
/** Corrections of an agent in a span, with what was recorded, by whom and why. */
export const CorrectionList = List
