import { parentPort, workerData } from 'node:worker_threads'
import { legOf } from '../sound.ts'
import { loudSpans, type Span, type SpeechMethod } from '../speech.ts'
import { loadSilero } from './silero.ts'

/** The thread: tells who speaks when in each sound it is given, with the model if it can be loaded. */
const { folder } = workerData as { folder: string | null }
const silero = folder === null ? undefined : await loadSilero(folder)
const method: SpeechMethod = silero ? 'silero' : 'loudness'

const hear = async (both: Uint8Array): Promise<{ customer: Span[]; agent: Span[] }> => {
  const [customer, agent] = [legOf(both, 0), legOf(both, 1)]
  if (!silero) return { customer: loudSpans(customer), agent: loudSpans(agent) }
  return { customer: await silero(customer), agent: await silero(agent) }
}

parentPort?.on('message', (both: Uint8Array) => {
  hear(both).then(
    (heard) => parentPort?.postMessage({ method, ...heard }),
    (error: unknown) => parentPort?.postMessage({ failed: String(error) }),
  )
})
