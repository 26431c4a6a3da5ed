/** Zero crossings of the sinc on each side: more would be steeper and ring longer. */
const crossings = 24
/** Of the band that is left, the share that passes; the rest is where the filter falls. */
const passes = 0.94
/** Kaiser's window, about 80 dB down outside the band (Oppenheim & Schafer, §7.5.3: 0.1102 · (80 − 8.7)). */
const beta = 7.857

const bessel = (x: number): number => {
  let [sum, term] = [1, 1]
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))

/** The weights around each of the places a new sample may have between two old ones; all add up to one. */
const weightsOf = (phases: number, cutoff: number, reach: number): Float64Array[] => {
  const whole = bessel(beta)
  return Array.from({ length: phases }, (_, phase) => {
    const shift = phase / phases
    const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, n) => {
      const x = n - reach - shift
      const inside = Math.abs(x) / (reach + 1)
      return inside >= 1 ? 0 : cutoff * sinc(cutoff * x) * (bessel(beta * Math.sqrt(1 - inside * inside)) / whole)
    })
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => weight / sum)
  })
}

/** Where rates have little in common, the nearest of so many places serves: the error is below −50 dB, A-law's is −38. */
const mostPhases = 512
/** So many new samples are worked out between two rests. */
const atOnce = 16_000

/**
 * The same sound in other samples a second (both rates whole numbers). What the new rate cannot carry is filtered out
 * before, so that nothing comes back as another tone; silence goes on before the start and behind the end. It rests now and then, for three minutes of sound are half a second of work.
 */
export function* resample(samples: Float32Array, from: number, to: number): Generator<void, Float32Array> {
  if (from === to) return samples
  const exact = to / common(from, to)
  const phases = Math.min(exact, mostPhases)
  const cutoff = passes * Math.min(1, to / from)
  const reach = Math.ceil(crossings / cutoff)
  const weights = weightsOf(phases, cutoff, reach)
  const result = new Float32Array(Math.round((samples.length * to) / from))
  for (let n = 0; n < result.length; n++) {
    const place = Math.round(((n * from) / to) * phases)
    const middle = Math.floor(place / phases)
    const taps = weights[place % phases] as Float64Array
    let sum = 0
    const first = Math.max(0, middle - reach)
    const last = Math.min(samples.length - 1, middle + reach)
    for (let at = first; at <= last; at++) sum += (samples[at] as number) * (taps[at - middle + reach] as number)
    result[n] = sum
    if (n % atOnce === 0) yield
  }
  return result
}
