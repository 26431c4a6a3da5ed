import { type Base, systemContext } from '#platform/context.ts'
import type { PromptDelivery } from '../../prompt-contract.ts'
import { promptLimits } from '../../prompt-sound.ts'
import type { Equipment } from '../equipment.ts'
import type { TelephonyPort } from '../port.ts'
import { listAll } from './service.ts'
import { asTold } from './store.ts'

/** A node may have to fetch a prompt first, and word of its end has a way to come. */
const graceMs = 15_000
/** So long the end of any prompt is waited for. */
export const longestPlayMs = promptLimits.mostMs + graceMs

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

  let lengths: ReadonlyMap<string, number> = new Map()
  let reading: Promise<unknown> = Promise.resolve()
  /** One after the other: an older reading must never be told after a newer one. */
  const read = (): Promise<{ told: Promise<void> }> => {
    const mine = reading.then(async () => {
      const all = asTold(await listAll(systemContext(base, 'prompts')), place)
      lengths = new Map(all.map(({ name, milliseconds }) => [name, milliseconds]))
      // What it cannot be told now is told again.
      return { told: equipment.setPrompts(all).catch(() => {}) }
    })
    reading = mine.catch(() => {})
    return mine
  }
  return {
    /** Resolves when it will be told: nodes fetch sounds meanwhile. */
    follow: async (): Promise<void> => void (await read()),
    /** So long the end of a prompt is waited for: as long as it lasts, or any may where it is none of ours, and a little. */
    lastsAtMostMs: (name: string): number => {
      const ms = lengths.get(name)
      return ms === undefined ? longestPlayMs : ms + graceMs
    },
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
