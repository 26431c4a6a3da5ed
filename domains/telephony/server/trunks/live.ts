import type { Context } from '#platform/context.ts'
import type { TelephoneHealth, TrunkFindings } from '../../trunk-contract.ts'
import type { Equipment } from '../equipment.ts'
import type { TelephonyPort } from '../port.ts'
import { getTrunk } from './service.ts'
import { openTrunkSpend, type SpendGround } from './spend.ts'
import { readTrunkPrices, readTrunks } from './store.ts'

export type LiveTrunks = ReturnType<typeof openLiveTrunks>

type Ground = Omit<SpendGround, 'changed'> & {
  phones: Pick<TelephonyPort, 'provider' | 'health' | 'checkTrunk' | 'listen'>
  equipment: Equipment
}

/** The trunks of the database as the telephone system has them, and how they do. */
export const openLiveTrunks = ({ equipment, ...ground }: Ground) => {
  const { base, phones } = ground
  const isSimulated = phones.provider === 'simulator'
  const spend = openTrunkSpend({ ...ground, changed: () => void read().catch(failed) })
  /** On in the database, and told to be off. */
  let offForCost: ReadonlySet<string> = new Set()
  const failed = (error: unknown): void => base.log.error({ err: error }, 'the trunks could not be read')

  let reading: Promise<unknown> = Promise.resolve()
  /** Reads them anew; one after the other, for an older reading must never be told after a newer one. */
  const read = (): Promise<{ told: Promise<void> }> => {
    const mine = reading.then(async () => {
      spend.follow(await readTrunkPrices(base.database.engine))
      const all = await readTrunks(base.database.engine)
      offForCost = new Set(all.filter(({ name, isOn }) => isOn && spend.isSpent(name)).map(({ name }) => name))
      const now = all.map((trunk) => (offForCost.has(trunk.name) ? { ...trunk, isOn: false } : trunk))
      // What it cannot be told now is told again.
      return { told: equipment.setTrunks(now).catch(() => {}) }
    })
    reading = mine.catch(() => {})
    return mine
  }
  return {
    /** Resolves when the telephone system has been told of every trunk, or could not be reached. */
    load: async (): Promise<void> => {
      await spend.recover()
      await (await read()).told
    },
    /** Counts what calls cost, those included that ended since the process began; the calls of before must be known by now. */
    begin: spend.begin,
    endedUnheard: spend.endedUnheard,
    /** Whether the telephone system takes it for off because it has cost what it may today. */
    isOffForCost: (name: string): boolean => offForCost.has(name),
    /** Resolves when it will be told: names are looked up and nodes asked meanwhile. */
    follow: async (): Promise<void> => void (await read()),
    health: async (): Promise<Omit<TelephoneHealth, 'disks' | 'recordingBrokeOffAt'>> => {
      const { nodes, trunks } = await phones.health()
      return {
        isSimulated,
        nodes: nodes.map(({ since, ...node }) => ({ ...node, since: since?.toISOString() ?? null })),
        trunks: trunks.map(({ name, ...now }) => ({
          ...{ name, ...now },
          ...{ costToday: spend.costToday(name), isSpent: spend.isSpent(name), unheardToday: spend.unheardToday(name) },
        })),
      }
    },
    callsOn: async (name: string): Promise<number> =>
      (await phones.health()).trunks.find((trunk) => trunk.name === name)?.calls ?? 0,
    /** Looks at the trunk as it stands in the database this moment, not as it was told of a second ago. */
    check: async (ctx: Context, id: string): Promise<TrunkFindings> => {
      const { name } = await getTrunk(ctx, id)
      await (await read()).told
      const { steps } = await phones.checkTrunk(name)
      return { isSimulated, at: ctx.now().toISOString(), steps: [...steps] }
    },
    stop: spend.stop,
  }
}
