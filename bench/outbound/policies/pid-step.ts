export type PidGains = { proportional: number; integral: number; derivative: number }
export type PidState = { output: number; error: number; errorBefore: number }
export type PidBounds = { least: number; most: number }

/**
 * One step of a PID controller in its incremental form: Δu = Kp·(e − e₁) + Ki·e + Kd·(e − 2e₁ + e₂), the output kept
 * between bounds so that nothing winds up (Åström and Hägglund, "PID Controllers", 1995).
 */
export const pidStep = (state: PidState, error: number, gains: PidGains, { least, most }: PidBounds): PidState => {
  const change =
    gains.proportional * (error - state.error) +
    gains.integral * error +
    gains.derivative * (error - 2 * state.error + state.errorBefore)
  return { output: Math.min(most, Math.max(least, state.output + change)), error, errorBefore: state.error }
}
