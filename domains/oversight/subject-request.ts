/** What somebody may ask about the data we hold on them. */
export const requestKinds = ['export', 'correct', 'erase'] as const
export type RequestKind = (typeof requestKinds)[number]
export const requestStates = ['waiting', 'approved', 'working', 'done', 'refused', 'failed'] as const
export type RequestState = (typeof requestStates)[number]
/** How the request reached us. */
export const requestChannels = ['phone', 'letter', 'mail', 'customerPage', 'counter', 'other'] as const
export type RequestChannel = (typeof requestChannels)[number]

const dayMs = 86_400_000
const isWorkingDay = (day: Date): boolean => day.getUTCDay() !== 0 && day.getUTCDay() !== 6

/**
 * The day by which a request received on that day is answered: so many days from Monday to Friday later. Public holidays
 * are not left out, which makes the day earlier and never later than the law's.
 */
export const dueOn = (receivedOn: string, workingDays: number): string => {
  let day = new Date(`${receivedOn}T00:00:00Z`)
  for (let left = workingDays; left > 0; ) {
    day = new Date(day.getTime() + dayMs)
    if (isWorkingDay(day)) left--
  }
  return day.toISOString().slice(0, 10)
}

export const isUnanswered = (state: RequestState): boolean => state !== 'done' && state !== 'refused'
export const isLate = ({ state, dueOn: due }: { state: RequestState; dueOn: string }, today: string): boolean =>
  isUnanswered(state) && due < today

/** How people call it: `R-000012`. */
export const requestNumber = (number: number): string => `R-${String(number).padStart(6, '0')}`
