import { createHash } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import { refuse } from '#contract/problem.ts'
import type { Upload } from '#contract/route.ts'
import { promptRefusals, type UploadedSound } from '../../prompt-contract.ts'
import { promptLimits, promptSoundOf } from '../../prompt-sound.ts'

/** The whole file, refused as soon as it is larger than any prompt may be. */
const wholeOf = async ({ bytes }: Upload): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size > promptLimits.bytes) refuse(promptRefusals.tooLong)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Makes an uploaded WAV what a telephone plays, or refuses it in words. Others' work goes on meanwhile. */
export const soundOf = async (upload: Upload): Promise<UploadedSound & { alaw: Uint8Array }> => {
  const work = promptSoundOf(await wholeOf(upload))
  let step = work.next()
  while (!step.done) {
    await others()
    step = work.next()
  }
  const made = step.value
  if (typeof made === 'string') return refuse(promptRefusals[made])
  return { sound: createHash('sha256').update(made.alaw).digest('hex'), ...made }
}
