import type { CarrierCall } from '#adapters/asterisk/network/carrier-log.ts'
import type { HangupCause } from '#domains/telephony/contract.ts'

/** A call as our ledger has it; moments are milliseconds since 1970. */
export type LedgerCall = {
  number: string
  placedAt: number
  answeredAt: number | null
  bridgedAt: number | null
  endedAt: number | null
  cause: HangupCause | null
  endedBy: 'customer' | 'us' | 'network' | null
}

export type Comparison = {
  compared: number
  /** A line each, to be read by whoever looks for the reason. */
  mismatches: readonly string[]
  /** Calls we called off before the customer answered or the carrier refused: each end of the line is right. */
  crossed: number
  /** How far apart the two clocks' lengths of answered calls are, in milliseconds. */
  lengthDifferencesMs: readonly number[]
}

/** What the ledger must say of a call the carrier refused. */
const causeOfRefusal = ({ sipCode, rangAt }: CarrierCall): HangupCause => {
  if (sipCode === 480) return rangAt === undefined ? 'switchedOff' : 'noAnswer'
  const known: Readonly<Record<number, HangupCause>> = {
    404: 'emptyNumber',
    410: 'suspended',
    486: 'busy',
    603: 'rejected',
  }
  return known[sipCode ?? 0] ?? 'networkFault'
}

/** Cause and who ended it, as `cause/by`; several where the carrier cannot tell them apart. */
const endsOf = (seen: CarrierCall): readonly string[] => {
  if (seen.end === 'customer') return ['normal/customer']
  if (seen.end === 'us') return ['normal/us']
  // Our own limit of ringing is the network's silence; a call taken back is ours.
  if (seen.end === 'cancelled')
    return ['cancelled/us', seen.rangAt === undefined ? 'networkFault/network' : 'noAnswer/network']
  if (seen.end === 'refused') {
    const cause = causeOfRefusal(seen)
    return [`${cause}/${cause === 'rejected' ? 'customer' : 'network'}`]
  }
  return ['nothing: the carrier has it still']
}

const neverLeft = ({ cause, endedBy }: LedgerCall): boolean => cause === 'networkFault' && endedBy === 'us'
/** How far the two logs may be apart on one machine; milliseconds. */
const sameMomentMs = 20
/** We had called it off when the customer's answer or the carrier's refusal was sent: no word of it could change our record. */
const hasCrossed = (seen: CarrierCall, call: LedgerCall): boolean => {
  const decidedAt = seen.answeredAt ?? (seen.end === 'refused' ? seen.endedAt : undefined)
  if (decidedAt === undefined || call.endedAt === null || said(call) !== 'cancelled/us') return false
  return call.answeredAt === null && call.endedAt <= decidedAt + sameMomentMs
}
/** Called off before the order was out: no carrier has seen it. */
const mayBeUnseen = (call: LedgerCall): boolean => call.cause === 'cancelled' && call.answeredAt === null

const said = (call: LedgerCall): string => `${call.cause ?? 'still up'}/${call.endedBy ?? ''}`
const differenceOf = (seen: CarrierCall, call: LedgerCall): string | undefined => {
  const ends = endsOf(seen)
  const wasAnswered = seen.answeredAt !== undefined
  if (wasAnswered !== (call.answeredAt !== null))
    return `${wasAnswered ? 'answered' : 'not answered'} at the carrier (${seen.end}), ledger says ${said(call)}, ${call.answeredAt === null ? 'not answered' : 'answered'}`
  if (!ends.includes(said(call)))
    return `carrier: ${ends.join(' or ')} (${seen.end} ${seen.sipCode ?? ''}), ledger: ${said(call)}`
  return undefined
}

const inOrder = <T extends { number: string }>(all: readonly T[], at: (one: T) => number): Map<string, T[]> =>
  Map.groupBy(
    [...all].sort((a, b) => at(a) - at(b)),
    ({ number }) => number,
  )

/** The calls of a number at the carrier beside those in the ledger, each in the order in which they came. */
const compareNumber = (number: string, seen: readonly CarrierCall[], kept: readonly LedgerCall[]) => {
  const mismatches: string[] = []
  const lengths: number[] = []
  let crossed = 0
  const left = seen.length === kept.length ? [...kept] : kept.filter((call) => !mayBeUnseen(call))
  for (const one of seen) {
    const call = left.shift()
    if (!call) {
      mismatches.push(`${number}: ${one.end ?? 'up'} at the carrier, not in the ledger`)
      continue
    }
    const difference = differenceOf(one, call)
    if (difference && hasCrossed(one, call)) crossed += 1
    else if (difference) mismatches.push(`${number}: ${difference}`)
    if (one.answeredAt !== undefined && one.endedAt !== undefined && call.answeredAt !== null && call.endedAt !== null)
      lengths.push(Math.abs(call.endedAt - call.answeredAt - (one.endedAt - one.answeredAt)))
  }
  for (const call of left) mismatches.push(`${number}: ${said(call)} in the ledger, never at the carrier`)
  return { mismatches, lengths, crossed }
}

/** Every call the carriers saw beside every call on record, number by number, in the order in which they came. */
export const reconcile = (seen: readonly CarrierCall[], kept: readonly LedgerCall[]): Comparison => {
  const atCarrier = inOrder(
    seen.map((call) => ({ ...call, number: call.to })),
    ({ cameAt }) => cameAt,
  )
  const onRecord = inOrder(
    kept.filter((call) => !neverLeft(call)),
    ({ placedAt }) => placedAt,
  )
  const numbers = new Set([...atCarrier.keys(), ...onRecord.keys()])
  const all = [...numbers].map((number) =>
    compareNumber(number, atCarrier.get(number) ?? [], onRecord.get(number) ?? []),
  )
  return {
    compared: seen.length,
    mismatches: all.flatMap(({ mismatches }) => mismatches),
    crossed: all.reduce((sum, { crossed }) => sum + crossed, 0),
    lengthDifferencesMs: all.flatMap(({ lengths }) => lengths),
  }
}
