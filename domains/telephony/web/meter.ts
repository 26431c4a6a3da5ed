let context: AudioContext | undefined
/** One for the tab: browsers allow few. Starts to sound with the first click on the page. */
export const soundContext = (): AudioContext => {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => {})
  return context
}

/** Listens to how loud a stream is, from 0 (silence) to 1; speech at a headset is about 0.3 to 0.7. */
export const openMeter = (stream: MediaStream): { level: () => number; close: () => void } => {
  const sound = soundContext()
  const source = sound.createMediaStreamSource(stream)
  const analyser = sound.createAnalyser()
  analyser.fftSize = 1024
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      let squares = 0
      for (const sample of samples) squares += sample * sample
      const decibels = 20 * Math.log10(Math.sqrt(squares / samples.length) + 1e-6)
      // From the hum of a quiet room to a shout.
      return Math.min(1, Math.max(0, (decibels + 60) / 55))
    },
    close: () => source.disconnect(),
  }
}
