import type { RecordedLegs } from '#domains/telephony/server/port.ts'
import { between, chanceOf } from './chance.ts'
import { musicOn, type Stretch, samplesPerSecond, silenceFor, speakOn } from './speech.ts'
import type { Sound, Tape } from './tape.ts'

type Turn = Stretch & { of: 'agent' | 'customer' }

const samplesIn = (milliseconds: number): number => Math.round((milliseconds * samplesPerSecond) / 1000)

/** The parts of one stretch that lie in another. */
const within = (turn: Stretch, { from, until }: Stretch): Stretch => ({
  from: Math.max(turn.from, from),
  until: Math.min(turn.until, until),
})

/**
 * The sound of a recording, made anew each time, always the same: agent and customer take turns, interrupt each other
 * now and then, and at times nobody speaks. While music or a prompt plays the customer listens; a machine speaks on.
 */
export const legsOf = (tape: Tape, seed: string | number): RecordedLegs => {
  const length = samplesIn(tape.untilMs - tape.sinceMs)
  const legs = { customer: silenceFor(length), agent: silenceFor(length) }
  const stretches = stretchesOf(tape, length)
  for (const { sound, ...stretch } of stretches) {
    if (sound === 'music') musicOn(legs.agent, stretch)
    if (sound === 'prompt') speakOn(legs.agent, stretch, 'the voice of the prompts')
  }
  if (tape.isMachine) speakOn(legs.customer, { from: 0, until: length }, tape.number)
  for (const turn of turnsOf(tape, length, seed)) {
    for (const { sound, ...stretch } of stretches)
      speakInTurn({ legs, tape, turn: { ...turn, ...within(turn, stretch) }, sound })
  }
  return legs
}

const speakInTurn = ({
  legs,
  tape,
  turn,
  sound,
}: {
  legs: RecordedLegs
  tape: Tape
  turn: Turn
  sound: Sound
}): void => {
  if (turn.from >= turn.until) return
  if (turn.of === 'agent' && sound === 'agent') speakOn(legs.agent, turn, `agent of ${tape.callId}`)
  const listens = sound === 'music' || sound === 'prompt'
  if (turn.of === 'customer' && !listens && !tape.isMachine) speakOn(legs.customer, turn, tape.number)
}

const stretchesOf = ({ sounds, sinceMs }: Tape, length: number): (Stretch & { sound: Sound })[] =>
  sounds.map(({ at, sound }, place) => {
    const next = sounds[place + 1]
    return { sound, from: samplesIn(at - sinceMs), until: next ? samplesIn(next.at - sinceMs) : length }
  })

/** Our assumption of a sales call: the agent speaks about three fifths of the time, a twentieth is overlap. */
const turnsOf = ({ callId, name }: Tape, length: number, seed: string | number): Turn[] => {
  const chance = chanceOf(seed, callId, name, 'turns')
  // Who answers speaks first.
  const hello = samplesIn(between(chance, 400, 1100))
  const turns: Turn[] = [{ of: 'customer', from: 0, until: Math.min(length, hello) }]
  let at = hello + samplesIn(between(chance, 100, 600))
  for (let of: Turn['of'] = 'agent'; at < length; of = of === 'agent' ? 'customer' : 'agent') {
    const lasts = of === 'agent' ? between(chance, 1800, 6500) : between(chance, 700, 4200)
    turns.push({ of, from: at, until: Math.min(length, at + samplesIn(lasts)) })
    // Most answers come after a breath, some before the other has done, and now and then nobody knows what to say.
    const gap =
      chance() < 0.15
        ? between(chance, -900, -200)
        : chance() < 0.06
          ? between(chance, 2500, 5000)
          : between(chance, 150, 700)
    at += samplesIn(lasts + gap)
  }
  return turns
}
