/** A call as a carrier saw it. Moments are the machine's clock, in milliseconds since 1970. */
export type CarrierCall = {
  /** Which call of the process, from 1. */
  call: number
  /** The numbers as they stood in the invitation. */
  to: string
  from: string
  cameAt: number
  rangAt?: number
  answeredAt?: number
  /** Absent: still going on. */
  endedAt?: number
  /** How it ended: refused with a SIP code, called off by us, hung up by the customer or by us; forgotten without a word. */
  end?: 'refused' | 'cancelled' | 'customer' | 'us' | 'forgotten'
  sipCode?: number
}

/** Reads what the scenarios log: `what|call|moment|to|from`, a line each, in order within a call. */
export const readCarrierLog = (text: string): CarrierCall[] => {
  const calls = new Map<string, CarrierCall>()
  // What stands after the last line break is still being written.
  for (const line of text.split('\n').slice(0, -1)) {
    const [what = '', call = '', moment = '', to = '', from = ''] = line.split('|')
    const at = momentOf(moment)
    if (at === undefined) continue
    if (what === 'came') calls.set(call, { call: Number(call), to: numberIn(to), from: numberIn(from), cameAt: at })
    const known = calls.get(call)
    if (known) Object.assign(known, changeBy(what, at))
  }
  return [...calls.values()]
}

const ends: Readonly<Record<string, CarrierCall['end']>> = {
  cancelled: 'cancelled',
  'hung up': 'customer',
  'was hung up on': 'us',
  forgotten: 'forgotten',
}

const changeBy = (what: string, at: number): Partial<CarrierCall> => {
  if (what === 'rang') return { rangAt: at }
  if (what === 'answered') return { answeredAt: at }
  if (what.startsWith('refused '))
    return { endedAt: at, end: 'refused', sipCode: Number(what.slice('refused '.length)) }
  const end = ends[what]
  return end ? { endedAt: at, end } : {}
}

const numberIn = (header: string): string => /sip:([^@>;]*)/.exec(header)?.[1] ?? ''

/** SIPp writes a moment three ways side by side; the last is seconds since 1970. */
const momentOf = (text: string): number | undefined => {
  const seconds = Number(text.split('\t').at(-1))
  return text && Number.isFinite(seconds) ? Math.round(seconds * 1000) : undefined
}
