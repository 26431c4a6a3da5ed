import type { ProviderHealth, Trunk, TrunkCheck } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'

/** The lines to the network as far as they limit what can be called. None named: there is no limit. */
export type Trunks = ReturnType<typeof openTrunks>

type Line = { trunk: Trunk; calls: number; orderedAt: number[]; refusedAt: number[] }

const minute = 60_000

export const openTrunks = (clock: Clock, isOut: () => boolean) => {
  const lines = new Map<string, Line>()

  const mayCall = (trunk: Trunk, to: string): boolean =>
    trunk.allowedPrefixes.length === 0 || trunk.allowedPrefixes.some((prefix) => to.startsWith(prefix))
  const lately = (moments: readonly number[], withinMs: number): number => {
    const since = clock.nowMs() - withinMs
    return moments.filter((moment) => moment > since).length
  }
  const hasRoom = (line: Line, to: string): boolean => {
    const { trunk, calls } = line
    return (
      trunk.isOn &&
      mayCall(trunk, to) &&
      calls < (trunk.channels ?? Number.POSITIVE_INFINITY) &&
      lately(line.orderedAt, 1000) < (trunk.callsPerSecond ?? Number.POSITIVE_INFINITY)
    )
  }
  const note = (moments: number[]): void => {
    const now = clock.nowMs()
    moments.push(now)
    while ((moments[0] ?? now) <= now - minute) moments.shift()
  }

  return {
    areNamed: (): boolean => lines.size > 0,
    /** Takes a line for this number: the trunk's name, or false where the one wanted, or every one, has no room. */
    take: (to: string, wanted: string | undefined): string | false => {
      const tried =
        wanted === undefined ? [...lines.values()] : [lines.get(wanted)].filter((line) => line !== undefined)
      const line = tried.find((one) => hasRoom(one, to))
      if (!line) return false
      line.calls++
      note(line.orderedAt)
      return line.trunk.name
    },
    /** The carrier itself would not take the call. */
    refused: (name: string): void => {
      const line = lines.get(name)
      if (line) note(line.refusedAt)
    },
    release: (name: string): void => {
      const line = lines.get(name)
      if (line && line.calls > 0) line.calls--
    },
    equip: (trunks: readonly Trunk[]): void => {
      const before = new Map(lines)
      lines.clear()
      for (const trunk of trunks) {
        const known = before.get(trunk.name)
        lines.set(trunk.name, known ? { ...known, trunk } : { trunk, calls: 0, orderedAt: [], refusedAt: [] })
      }
    },
    health: (): ProviderHealth['trunks'] =>
      [...lines.values()].map(({ trunk, calls, orderedAt, refusedAt }) => ({
        name: trunk.name,
        isOn: trunk.isOn,
        calls,
        breaker: isOut() ? 'open' : 'closed',
        refused: lately(refusedAt, minute),
        placed: lately(orderedAt, minute),
        allowedPrefixes: trunk.allowedPrefixes,
        room: roomOn(trunk, calls),
        callsPerSecond: trunk.callsPerSecond,
      })),
    check: (name: string): TrunkCheck => {
      const trunk = lines.get(name)?.trunk
      if (!trunk) return { steps: [{ step: 'name', isRight: false, found: `no trunk is called ${name}` }] }
      return { steps: stepsOf(trunk, isOut()) }
    },
  }
}

const roomOn = ({ isOn, channels }: Trunk, calls: number): number | null => {
  if (!isOn) return 0
  return channels === null ? null : Math.max(0, channels - calls)
}

const stepsOf = (trunk: Trunk, isOut: boolean): TrunkCheck['steps'] => {
  const name = { step: 'name', isRight: true, found: trunk.address } as const
  if (isOut) return [name, { step: 'reach', isRight: false, found: 'no answer' }]
  const registers = { step: 'register', isRight: trunk.login !== undefined, found: registered(trunk) } as const
  return [
    name,
    { step: 'reach', isRight: true, found: trunk.address },
    { step: 'transport', isRight: true, found: trunk.transport },
    { step: 'login', isRight: true, found: trunk.login?.user ?? 'by address' },
    ...(trunk.registers ? [registers] : []),
    { step: 'answer', isRight: trunk.isOn, found: trunk.isOn ? trunk.address : 'off' },
  ]
}

const registered = ({ login }: Trunk): string => (login ? login.user : 'registering needs a login')
