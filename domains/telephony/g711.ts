/** Samples a second of every telephone of ours: one byte of A-law each (ITU-T G.711). */
export const telephoneRate = 8000

/** ITU-T G.711 A-law to 16-bit linear, all 256 codes. */
export const linearOfALaw: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = bits & 15
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 264) << (exponent - 1)
  return bits & 0x80 ? magnitude : -magnitude
})

/** ITU-T G.711 µ-law to 16-bit linear, all 256 codes. */
export const linearOfMuLaw: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff
  const magnitude = (((bits & 15) << 3) + 132) << ((bits >> 4) & 7)
  return bits & 0x80 ? 132 - magnitude : magnitude - 132
})

/** The nearest A-law code of a 16-bit sample. */
export const alawOf = (sample: number): number => {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767) >> 4
  const exponent = magnitude < 16 ? 0 : Math.min(7, 28 - Math.clz32(magnitude))
  const mantissa = exponent === 0 ? magnitude : (magnitude >> (exponent - 1)) & 15
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}
