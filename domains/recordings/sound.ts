/** Samples a second of every recording: one byte of A-law each (ITU-T G.711). */
export const sampleRate = 8000

/** ITU-T G.711 A-law to 16-bit linear, all 256 codes. */
export const linearOf: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = bits & 15
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 264) << (exponent - 1)
  return bits & 0x80 ? magnitude : -magnitude
})

/** The code of silence. */
export const silenceCode = 0xd5

/** The nearest A-law code of a 16-bit sample. */
export const alawOf = (sample: number): number => {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767) >> 4
  const exponent = magnitude < 16 ? 0 : Math.min(7, 28 - Math.clz32(magnitude))
  const mantissa = exponent === 0 ? magnitude : (magnitude >> (exponent - 1)) & 15
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}

/** Both legs sample by sample, customer first. A leg that is shorter is silent at its end. */
export const interleaved = (customer: Uint8Array, agent: Uint8Array): Uint8Array => {
  const samples = Math.max(customer.length, agent.length)
  const both = new Uint8Array(samples * 2)
  for (let n = 0; n < samples; n++) {
    both[2 * n] = customer[n] ?? silenceCode
    both[2 * n + 1] = agent[n] ?? silenceCode
  }
  return both
}

/** One leg out of both: 0 the customer, 1 the agent. */
export const legOf = (both: Uint8Array, leg: 0 | 1): Uint8Array => {
  const one = new Uint8Array(both.length >> 1)
  for (let n = 0; n < one.length; n++) one[n] = both[2 * n + leg] as number
  return one
}

/** Peaks a second that are kept of each leg: fine enough to see a syllable. */
export const peaksPerSecond = 20
const samplesPerPeak = sampleRate / peaksPerSecond

/** The loudest sample of each twentieth of a second, 0–255 of full scale. */
export const peaksOf = (leg: Uint8Array): Uint8Array => {
  const peaks = new Uint8Array(Math.ceil(leg.length / samplesPerPeak))
  for (let place = 0; place < peaks.length; place++) {
    let loudest = 0
    const end = Math.min(leg.length, (place + 1) * samplesPerPeak)
    for (let n = place * samplesPerPeak; n < end; n++)
      loudest = Math.max(loudest, Math.abs(linearOf[leg[n] as number] as number))
    peaks[place] = Math.min(255, loudest >> 7)
  }
  return peaks
}

/** As many peaks as a screen can show: the loudest of each stretch. */
export const fewerPeaks = (peaks: Uint8Array, atMost: number): Uint8Array => {
  if (peaks.length <= atMost) return peaks
  const fewer = new Uint8Array(atMost)
  for (let n = 0; n < peaks.length; n++) {
    const place = Math.floor((n * atMost) / peaks.length)
    fewer[place] = Math.max(fewer[place] as number, peaks[n] as number)
  }
  return fewer
}

export const wavHeadBytes = 44
/** Bytes of one moment in the file: two legs of 16 bits. */
const bytesPerMoment = 4

export const wavBytes = (samples: number): number => wavHeadBytes + samples * bytesPerMoment

/** The head of a stereo file of 16-bit linear samples (RIFF WAVE, format 1). */
export const wavHead = (samples: number): Uint8Array => {
  const head = new DataView(new ArrayBuffer(wavHeadBytes))
  const say = (at: number, text: string): void => {
    for (const [n, letter] of [...text].entries()) head.setUint8(at + n, letter.charCodeAt(0))
  }
  const bytes = samples * bytesPerMoment
  say(0, 'RIFF')
  head.setUint32(4, bytes + 36, true)
  say(8, 'WAVEfmt ')
  head.setUint32(16, 16, true)
  head.setUint16(20, 1, true)
  head.setUint16(22, 2, true)
  head.setUint32(24, sampleRate, true)
  head.setUint32(28, sampleRate * bytesPerMoment, true)
  head.setUint16(32, bytesPerMoment, true)
  head.setUint16(34, 16, true)
  say(36, 'data')
  head.setUint32(40, bytes, true)
  return new Uint8Array(head.buffer)
}

/** Interleaved A-law as the 16-bit samples of the file, twice as many bytes. */
export const asLinear = (both: Uint8Array): Uint8Array => {
  const linear = new Uint8Array(both.length * 2)
  for (let n = 0; n < both.length; n++) {
    const sample = linearOf[both[n] as number] as number
    linear[2 * n] = sample & 0xff
    linear[2 * n + 1] = (sample >> 8) & 0xff
  }
  return linear
}

/** Which bytes of the interleaved A-law a stretch of the file (both ends included) is made of; null: of its head alone. */
export const behind = (from: number, to: number): { from: number; to: number } | null =>
  to < wavHeadBytes ? null : { from: Math.max(0, from - wavHeadBytes) >> 1, to: (to - wavHeadBytes) >> 1 }
