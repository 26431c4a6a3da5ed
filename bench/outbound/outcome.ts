/** One run to do: a day of one scenario under one policy. */
export type Job = {
  scenario: string
  agents: number
  hours: number
  policy: string
  seed: number
  params: Readonly<Record<string, number>>
}

/** Figures of a day; shares are 0 to 1, waits in seconds. */
export type Figures = Record<string, number>

/** The day in steps of 10 seconds: agents free at that moment, answers and abandoned calls within the step. */
export type Series = { idle: number[]; answered: number[]; abandoned: number[] }

export type Outcome = { job: Job; figures: Figures; series: Series }
