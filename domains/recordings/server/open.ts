import { refuse } from '#contract/problem.ts'
import type { Stretches } from '#contract/route.ts'
import type { Db } from '#platform/db.ts'
import { refusals } from '../contract.ts'
import { asLinear, behind, wavBytes, wavHead, wavHeadBytes } from '../sound.ts'
import type { Vault } from './keeper.ts'
import { SealBroken, type SealedAs, unseal, unwrapKey } from './sealed.ts'

type Sealed = { object: string; samples: number; wrappedKey: Buffer; masterKey: string }
const readSealed = async (db: Db, callId: string): Promise<Sealed[]> =>
  (await db
    .selectFrom('recordings.part')
    .select(['object', 'samples', 'wrappedKey', 'masterKey'])
    .where('callId', '=', callId)
    .where('state', '=', 'kept')
    .orderBy('stoppedAt')
    .orderBy('name')
    .execute()) as Sealed[]

export type Sound = {
  samples: number
  /** The interleaved A-law from one byte to another, both included. */
  plain: (from: number, to: number) => AsyncGenerator<Uint8Array>
}

const opened = async ({ keys }: Vault, { object, samples, wrappedKey, masterKey }: Sealed): Promise<SealedAs> => {
  const master = await keys.find(masterKey)
  if (!master) throw new SealBroken(`the master key ${masterKey} is not here`)
  return { id: object, key: unwrapKey(master.key, object, wrappedKey), length: samples * 2 }
}

/** The sound of a call, its stretches one after the other. Throws `SealBroken` where key or object are not here. */
export const openSound = async (db: Db, vault: Vault, callId: string): Promise<Sound> => {
  const parts = await readSealed(db, callId)
  const sealed: SealedAs[] = []
  for (const part of parts) {
    sealed.push(await opened(vault, part))
    if (!(await vault.store.read(part.object, 0, 1))) throw new SealBroken(`${part.object} is not in the store`)
  }
  async function* plain(from: number, to: number): AsyncGenerator<Uint8Array> {
    let start = 0
    for (const as of sealed) {
      const end = start + as.length - 1
      if (as.length > 0 && from <= end && to >= start) {
        const inside = { from: Math.max(0, from - start), to: Math.min(to, end) - start }
        yield* unseal(as, (at, length) => vault.store.read(as.id, at, length), inside)
      }
      start += as.length
    }
  }
  return { samples: parts.reduce((sum, { samples }) => sum + samples, 0), plain }
}

/** As `openSound`, for a reader: a sound that cannot be opened is refused in words. */
export const openSoundOrRefuse = async (db: Db, vault: Vault, callId: string): Promise<Sound> => {
  const sound = await openSound(db, vault, callId).catch((error: unknown) => {
    if (error instanceof SealBroken) return refuse(refusals.cannotBeOpened)
    throw error
  })
  return sound.samples === 0 ? refuse(refusals.notHereYet) : sound
}

/**
 * The sound as a stereo file, customer left, agent right, any stretch of it made on demand: nothing unsealed is ever
 * written down. `onSent` hears which bytes of the file have left.
 */
export const asFile = ({ samples, plain }: Sound, onSent: (from: number, to: number) => void): Stretches => {
  const head = wavHead(samples)
  async function* read(from: number, to: number): AsyncGenerator<Uint8Array> {
    let sentTo = from - 1
    try {
      for await (const bytes of stretch(from, to)) {
        sentTo += bytes.length
        yield bytes
      }
    } finally {
      if (sentTo >= from) onSent(from, sentTo)
    }
  }
  async function* stretch(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (from < wavHeadBytes) yield head.subarray(from, Math.min(to + 1, wavHeadBytes))
    const source = behind(from, to)
    if (!source) return
    // A byte of A-law is two of the file: the first or the last of them may lie outside of what was asked.
    let at = wavHeadBytes + source.from * 2
    for await (const bytes of plain(source.from, source.to)) {
      const linear = asLinear(bytes)
      const [first, end] = [Math.max(0, from - at), Math.min(linear.length, to + 1 - at)]
      if (end > first) yield linear.subarray(first, end)
      at += linear.length
    }
  }
  return { size: wavBytes(samples), read }
}
