import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** Keys pressed at both ends, prompts cut short, messages left on tapes. */
export const keysAndMessagesSuite = (floor: () => Floor): void => {
  keyTests(floor)
  promptTests(floor)
  messageTests(floor)
  alone(floor)
}

/** Customers whose agent has left them with us. */
const alone = (floor: () => Floor): void => {
  test('a customer whose agent leaves for good stays with us: hears what is played, presses keys, and may be joined again', async () => {
    const { dialUntil, endpoint, heardBy, heardOf, kindsOf, otherEndpoint, port, prompt, talk } = floor()
    const callId = await dialUntil('presser', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    await port.release(callId)
    expect(await heardOf(callId, 'released')).toMatchObject({ endpoint, forGood: true })
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [])
    const next = await talk()
    expect(kindsOf(next)).toEqual(['ringing', 'answered', 'bridged'])
    await port.play(callId, prompt)
    await heardOf(callId, 'played')
    await heardOf(callId, 'digit', 3)
    await port.connect(callId, otherEndpoint)
    expect(await heardOf(callId, 'bridged', 2)).toMatchObject({ endpoint: otherEndpoint })
    await port.hangUp(callId)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
  })

  test('that a customer talks, and that they are silent again, is told to who listens', async () => {
    const { comeIn, eventsOf, heardOf, pass, port } = floor()
    const callId = await comeIn()
    await port.answer(callId)
    await heardOf(callId, 'answered')
    await port.listenForTalk(callId, 700)
    expect(await heardOf(callId, 'talking')).toMatchObject({ on: true })
    expect(await heardOf(callId, 'talking', 2)).toMatchObject({ on: false })
    await port.listenForTalk(callId, null)
    await pass(1)
    const told = eventsOf(callId).length
    await pass(4)
    expect(eventsOf(callId)).toHaveLength(told)
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await expect(port.listenForTalk(callId, 700)).rejects.toMatchObject(refusedOrder)
    await expect(port.release(callId)).rejects.toMatchObject(refusedOrder)
  })
}

const refusedOrder = { name: 'OrderRefused' }

const keyTests = (floor: () => Floor): void => {
  test('the customer presses are told one by one', async () => {
    const { dialUntil, endpoint, eventsOf, heardOf, pass, port } = floor()
    const callId = await dialUntil('presser', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'digit', 3)
    await pass(2)
    const digits = eventsOf(callId).flatMap((event) => (event.kind === 'digit' ? [event.digit] : []))
    expect(digits).toEqual(['1', '2', '#'])
  })

  test('are pressed for the agent, and are no news', async () => {
    const { talk, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.sendDigits(callId, '0123456789*#')
    await pass(4)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('no telephone has are refused', async () => {
    const { talk, port } = floor()
    const callId = await talk()
    for (const digits of ['', 'x', '1 2', '12;', '一']) {
      await expect(port.sendDigits(callId, digits)).rejects.toMatchObject(refusedOrder)
    }
  })

  test('are not pressed for who is no longer there', async () => {
    const { talk, heardOf, port } = floor()
    const callId = await talk()
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await expect(port.sendDigits(callId, '1')).rejects.toMatchObject(refusedOrder)
  })
}

const promptTests = (floor: () => Floor): void => {
  test('a prompt of our own is played to its end, under the name it was equipped with', async () => {
    const { dialUntil, heardBy, heardOf, ownPrompt, pass, port } = floor()
    const callId = await dialUntil('person', 'answered')
    await port.play(callId, ownPrompt.name)
    await pass(0.5)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [`prompt:${ownPrompt.name}`])
    const { at } = await heardOf(callId, 'played')
    const answered = await heardOf(callId, 'answered')
    const heardMs = at.getTime() - answered.at.getTime()
    expect(heardMs).toBeGreaterThan(ownPrompt.milliseconds - 200)
    const { nodes } = await port.health()
    expect(nodes.flatMap(({ missingPrompts }) => missingPrompts)).toEqual([])
  })

  test('a prompt there is none of is over, and the call goes on', async () => {
    const { dialUntil, heardOf, kindsOf, ownPrompt, equipment, port } = floor()
    await port.equip({ ...equipment, prompts: [] })
    const callId = await dialUntil('person', 'answered')
    await port.play(callId, ownPrompt.name)
    await heardOf(callId, 'played')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'played'])
  })

  test('a key cuts a prompt short', async () => {
    const { dialUntil, heardBy, heardOf, longPrompt, pass, port } = floor()
    const callId = await dialUntil('presser', 'answered')
    await port.play(callId, longPrompt)
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [`prompt:${longPrompt}`])
    const pressed = await heardOf(callId, 'digit')
    await port.stopPlaying(callId)
    const played = await heardOf(callId, 'played')
    expect(played.at.getTime() - pressed.at.getTime()).toBeLessThan(3000)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [])
  })

  test('where nothing plays there is nothing to cut short', async () => {
    const { talk, heardOf, kindsOf, pass, port } = floor()
    await port.stopPlaying(crypto.randomUUID())
    const callId = await talk()
    await port.stopPlaying(callId)
    await pass(1)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await port.stopPlaying(callId)
  })

  test('a prompt that was cut short is over once', async () => {
    const { talk, heardOf, kindsOf, longPrompt, pass, port } = floor()
    const callId = await talk()
    await port.play(callId, longPrompt)
    await pass(1)
    await Promise.all([port.stopPlaying(callId), port.stopPlaying(callId)])
    await heardOf(callId, 'played')
    await pass(2)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'played'])
  })
}

const messageTests = (floor: () => Floor): void => {
  test('a message is left on a tape without the agent, who is free at once', async () => {
    const { dialUntil, endpoint, heardOf, kindsOf, prompt, port, talk } = floor()
    const callId = await dialUntil('machine', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    await port.leaveMessage(callId, prompt)
    expect(await heardOf(callId, 'released')).toMatchObject({ endpoint, forGood: true })
    const next = await talk()
    expect(kindsOf(next)).toEqual(['ringing', 'answered', 'bridged'])
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'released', 'played', 'ended'])
  })

  test('a message is left where no agent ever was', async () => {
    const { dialUntil, heardOf, kindsOf, prompt, port } = floor()
    const callId = await dialUntil('machine', 'answered')
    await port.leaveMessage(callId, prompt)
    await port.leaveMessage(callId, prompt)
    await heardOf(callId, 'ended')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'played', 'ended'])
  })

  test('who hears a message meant for a tape is not connected any more, and may hang up', async () => {
    const { talk, endpoint, heardBy, heardOf, kindsOf, longPrompt, otherEndpoint, pass, port } = floor()
    const callId = await talk()
    await port.leaveMessage(callId, longPrompt)
    await heardOf(callId, 'released')
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [`prompt:${longPrompt}`])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && [])
    for (const headset of [endpoint, otherEndpoint])
      await expect(port.connect(callId, headset)).rejects.toMatchObject(refusedOrder)
    await expect(port.hold(callId, true)).rejects.toMatchObject(refusedOrder)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
    // Whether the message is said to be over before the call is, makes no difference.
    const kinds = kindsOf(callId).filter((kind) => kind !== 'played')
    expect(kinds).toEqual(['ringing', 'answered', 'bridged', 'released', 'ended'])
  })

  test('no message is left for who has hung up', async () => {
    const { talk, heardOf, prompt, port } = floor()
    const callId = await talk()
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await expect(port.leaveMessage(callId, prompt)).rejects.toMatchObject(refusedOrder)
  })
}
