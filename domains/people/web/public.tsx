import {
  useAgentField as agentField,
  usePeopleChoices as peopleChoices,
  useTeamField as teamField,
} from './search-people.ts'

/** Employees as choices, found by what is typed. */
export const usePeopleChoices = peopleChoices
/** A search by agent. */
export const useAgentField = agentField
/** A search by team. */
export const useTeamField = teamField
