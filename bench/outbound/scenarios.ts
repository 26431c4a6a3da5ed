import { answering } from './answering.ts'
import type { Scenario, Size } from './scenario.ts'
import { base, minutes, moving, sizes, steady } from './usual-day.ts'

const machines = (share: number, falsePositive: number): Pick<Scenario, 'world' | 'answerRate'> =>
  steady(0.25, { machines: { share, falsePositive, delay: [0.8, 2.5] } })
const logOutAt = ({ hours }: Size): number => hours * 3600 * 0.4

const customers: Record<string, Scenario> = {
  ring18: { ...base, ...steady(0.25, { ring: { mean: 18, cv: 8 / 18 } }), title: 'Ring 18 ± 8 s', agents: sizes },
  machines20: {
    ...base,
    ...machines(0.2, 0.01),
    title: '20 % machines, 1 % of people taken for one',
    agents: sizes,
  },
  machines40: {
    ...base,
    ...machines(0.4, 0.05),
    title: '40 % machines, 5 % of people taken for one',
    agents: sizes,
  },
  talk60: {
    ...base,
    // 60 % of 20 s and 40 % of 120 s, each with CV 0.78, have mean 60 s and CV 1.3.
    ...steady(0.25, { talk: { mean: 120, cv: 0.78, short: { share: 0.6, mean: 20 } }, wrap: { mean: 15, cv: 0.5 } }),
    title: 'Talk 60 s, CV 1.3: many short refusals',
    agents: sizes,
  },
  talk240: {
    ...base,
    ...steady(0.25, { talk: { mean: 240, cv: 0.8 }, wrap: { mean: 30, cv: 0.5 } }),
    title: 'Talk 240 s, CV 0.8',
    agents: sizes,
  },
  wrapTail: {
    ...base,
    ...steady(0.25, { wrap: { mean: 25, cv: 0.5, tail: { share: 0.1, times: 4 } } }),
    title: 'One wrap-up in ten takes four times as long',
    agents: sizes,
  },
  wrapForced: {
    ...base,
    ...steady(0.25, { wrap: { mean: 15, cv: 0 } }),
    title: 'Wrap-up cut at 15 s',
    agents: sizes,
  },
}

const floor: Record<string, Scenario> = {
  shift: {
    ...moving,
    ...steady(0.25),
    title: 'Lunch in thirds, breaks of 5 minutes an hour, a last call at the end',
    agents: sizes,
    shift: () => ({ lunch: true, breakMinutesPerHour: 5, end: true }),
  },
  logout: {
    ...moving,
    ...steady(0.25),
    title: '30 % of the agents are signed out in one instant, for half an hour',
    agents: sizes,
    shift: (size) => ({ logOut: { share: 0.3, at: logOutAt(size), backAfter: 30 * minutes } }),
    shocks: (size) => {
      const at = logOutAt(size)
      return [{ at, until: at + 30 * minutes, settledFrom: at + 12 * minutes, level: 'fewer' }]
    },
  },
  rush: {
    ...moving,
    ...steady(0.35, { ring: { mean: 14, cv: 5 / 14 } }),
    title: 'Everybody is ready in the first second, and people take longer to answer than usual',
    agents: sizes,
    shift: () => ({ together: true }),
  },
  blend20: {
    ...base,
    ...steady(0.25),
    title: 'Inbound calls fill 20 % of the time',
    agents: sizes,
    inboundShare: 0.2,
  },
}

const infrastructure: Record<string, Scenario> = {
  cps1: {
    ...base,
    ...steady(0.25),
    title: 'Calls per second: just the need',
    agents: sizes,
    callsPerSecondTimes: 1,
  },
  cps2: {
    ...base,
    ...steady(0.25),
    title: 'Calls per second: twice the need',
    agents: sizes,
    callsPerSecondTimes: 2,
  },
  delay150: {
    ...base,
    ...steady(0.25),
    title: 'Every event comes 150 ms late',
    agents: sizes,
    faults: { delayed: 1, delayMs: 150 },
  },
  lost2: { ...base, ...steady(0.25), title: '2 % of the events are lost', agents: sizes, faults: { lost: 0.02 } },
}

const targets: Record<string, Scenario> = {
  target1: { ...base, ...steady(0.25), title: 'Target 1 %', agents: sizes, target: 0.01 },
  target15: { ...base, ...steady(0.25), title: 'Target 1.5 %', agents: sizes, target: 0.015 },
}

/** All days of the benchmark, by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...answering,
  ...customers,
  ...floor,
  ...infrastructure,
  ...targets,
}
