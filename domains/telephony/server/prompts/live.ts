import type { Base } from '#platform/context.ts'
import type { PromptDelivery } from '../../prompt-contract.ts'
import type { Equipment } from '../equipment.ts'
import type { TelephonyPort } from '../port.ts'
import { readPrompts } from './store.ts'

export type LivePrompts = ReturnType<typeof openLivePrompts>

type Ground = {
  base: Base
  phones: Pick<TelephonyPort, 'provider' | 'health'>
  equipment: Equipment
  /** Where telephone nodes reach us; without, none needs to. */
  address: () => string | undefined
}

/** The prompts of the database as the telephone system has them. */
export const openLivePrompts = ({ base, phones, equipment, address }: Ground) => {
  const place = (sound: string): string => `${address() ?? ''}/api/telephone-sounds/${sound}.alaw`

  let reading: Promise<unknown> = Promise.resolve()
  /** One after the other: an older reading must never be told after a newer one. */
  const read = (): Promise<{ told: Promise<void> }> => {
    const mine = reading.then(async () => {
      const all = await readPrompts(base.database.engine, place)
      // What it cannot be told now is told again.
      return { told: equipment.setPrompts(all).catch(() => {}) }
    })
    reading = mine.catch(() => {})
    return mine
  }
  return {
    /** Resolves when it will be told: nodes fetch sounds meanwhile. */
    follow: async (): Promise<void> => void (await read()),
    delivery: async (): Promise<PromptDelivery> => {
      const { nodes } = await phones.health()
      return {
        isSimulated: phones.provider === 'simulator',
        address: address() ?? null,
        nodes: nodes.map(({ name, isUp, missingPrompts }) => ({ name, isUp, missing: [...missingPrompts] })),
      }
    },
  }
}
