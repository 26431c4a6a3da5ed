import { samplesPerSecond, silenceFor, speakOn } from '#adapters/simulator/speech.ts'
import { addPrompt, uploadPromptSound } from '#domains/telephony/server/public.ts'
import type { Context } from '#platform/context.ts'

export type DemoPrompt = { name: string; title: string; zh: string; en: string }

/** A WAV of A-law, mono, 8000 samples a second. */
const wavOf = (alaw: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(46)
  head.write('RIFF', 0)
  head.writeUInt32LE(38 + alaw.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(18, 16)
  head.writeUInt16LE(6, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(samplesPerSecond, 24)
  head.writeUInt32LE(samplesPerSecond, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 38)
  head.writeUInt32LE(alaw.length, 42)
  return Buffer.concat([head, alaw])
}

/** A voice that babbles for as long as the words would take to say: nobody has read them for a demo centre. */
const babble = ({ name, zh }: DemoPrompt): Uint8Array => {
  const samples = Math.round(Math.max(1, zh.length * 0.2) * samplesPerSecond)
  const sound = silenceFor(samples)
  speakOn(sound, { from: 800, until: samples - 800 }, name)
  return wavOf(sound)
}

/** Prompts with their words, as somebody would have recorded them. */
export const foundPrompts = async (ctx: Context, prompts: readonly DemoPrompt[]): Promise<void> => {
  for (const prompt of prompts) {
    const bytes = babble(prompt)
    const upload = {
      name: `${prompt.name}.wav`,
      bytes: (async function* () {
        yield bytes
      })(),
    }
    const { sound } = await uploadPromptSound(ctx, upload)
    const { name, title, zh, en } = prompt
    await addPrompt(ctx, { name, title, wordsZh: zh, wordsEn: en, sound })
  }
}
