import type { Base, Context } from '#platform/context.ts'
import type { TelephoneHealth, TrunkFindings } from '../../trunk-contract.ts'
import type { Equipment } from '../equipment.ts'
import type { TelephonyPort } from '../port.ts'
import { getTrunk } from './service.ts'
import { readTrunks } from './store.ts'

export type LiveTrunks = ReturnType<typeof openLiveTrunks>

type Ground = {
  base: Base
  phones: Pick<TelephonyPort, 'provider' | 'health' | 'checkTrunk'>
  equipment: Equipment
}

/** The trunks of the database as the telephone system has them, and how they do. */
export const openLiveTrunks = ({ base, phones, equipment }: Ground) => {
  const isSimulated = phones.provider === 'simulator'

  let reading: Promise<unknown> = Promise.resolve()
  /** Reads them anew; one after the other, for an older reading must never be told after a newer one. */
  const read = (): Promise<{ told: Promise<void> }> => {
    const mine = reading.then(async () => {
      const all = await readTrunks(base.database.engine)
      // What it cannot be told now is told again.
      return { told: equipment.setTrunks(all).catch(() => {}) }
    })
    reading = mine.catch(() => {})
    return mine
  }
  return {
    /** Resolves when the telephone system has been told of every trunk, or could not be reached. */
    load: async (): Promise<void> => (await read()).told,
    /** Resolves when it will be told: names are looked up and nodes asked meanwhile. */
    follow: async (): Promise<void> => void (await read()),
    health: async (): Promise<TelephoneHealth> => {
      const { nodes, trunks } = await phones.health()
      return {
        isSimulated,
        nodes: nodes.map(({ since, ...node }) => ({ ...node, since: since?.toISOString() ?? null })),
        trunks: [...trunks],
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
  }
}
